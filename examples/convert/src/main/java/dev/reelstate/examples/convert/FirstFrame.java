package dev.reelstate.examples.convert;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the number of the first frame. */
final class FirstFrame implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    return switch (text) {
      case "0" -> 0;
      case "1" -> 1;
      default -> throw new TypeConversionException("'" + text + "' is neither 0 nor 1");
    };
  }
}
