package dev.reelstate.examples.benchmarks.store.library;

/** A subject did not do all its tasks exactly once, so its speed is meaningless. */
public final class LostWorkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LostWorkException(String message) {
    super(message);
  }
}
