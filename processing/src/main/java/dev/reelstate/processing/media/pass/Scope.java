package dev.reelstate.processing.media.pass;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what it was given in reverse order, so that native memory is freed at one place whatever
 * happened.
 */
final class Scope implements AutoCloseable {

  /** Something whose closing cannot fail. */
  @FunctionalInterface
  interface Closer {
    void close();
  }

  private final Deque<Closer> closers = new ArrayDeque<>();

  /** Has something closed at the end. */
  void onClose(Closer closer) {
    closers.push(closer);
  }

  @Override
  public void close() {
    while (!closers.isEmpty()) {
      closers.pop().close();
    }
  }
}
