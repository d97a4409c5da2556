package dev.reelstate.examples.dashboard.access;

import java.time.Duration;

/** A client sent too many requests in a short time. */
public final class LimitedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration wait;

  LimitedException(Duration wait) {
    super("Too many requests were sent at once; try again in a moment.");
    this.wait = wait;
  }

  /** How long the client has to wait. */
  public Duration getWait() {
    return wait;
  }
}
