package dev.reelstate.examples.benchmarks.store;

/** A subject did not do all its tasks exactly once, so that its speed says nothing. */
final class LostWorkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LostWorkException(String message) {
    super(message);
  }
}
