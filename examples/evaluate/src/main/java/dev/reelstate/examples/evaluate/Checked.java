package dev.reelstate.examples.evaluate;

import dev.reelstate.examples.evaluate.input.UnreadableException;
import java.util.function.Supplier;

/** Turns what the library refuses of the user's input into one sentence. */
final class Checked {

  private Checked() {}

  /** Makes a value of options or files that may be out of range. */
  static <T> T of(Supplier<T> maker) throws UnreadableException {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(String.valueOf(e.getMessage()), e);
    }
  }
}
