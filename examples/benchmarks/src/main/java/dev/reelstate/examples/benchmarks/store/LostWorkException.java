package dev.reelstate.examples.benchmarks.store;

/** A subject did not do all its tasks exactly once, so its speed is meaningless. */
final class LostWorkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LostWorkException(String message) {
    super(message);
  }
}
