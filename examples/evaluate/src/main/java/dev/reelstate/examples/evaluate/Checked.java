package dev.reelstate.examples.evaluate;

import dev.reelstate.examples.evaluate.input.UnusableException;
import java.util.function.Supplier;

/** Turns what the library refuses of the user's input into one sentence. */
final class Checked {

  private Checked() {}

  /** Makes a value of options or files that may be out of range. */
  static <T> T of(Supplier<T> maker) throws UnusableException {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw new UnusableException(String.valueOf(e.getMessage()), e);
    }
  }
}
