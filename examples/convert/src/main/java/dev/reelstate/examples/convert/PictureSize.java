package dev.reelstate.examples.convert;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size in pixels, such as {@code 1920x1080}. */
record PictureSize(int width, int height) {

  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})x([1-9]\\d{0,5})");

  /** Reads a size. */
  static final class Converter implements ITypeConverter<PictureSize> {

    @Override
    public PictureSize convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException("'" + text + "' is no size such as 1920x1080");
      }
      return new PictureSize(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }
  }
}
