package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.util.Objects;

/**
 * Whether a platform is open, closing or closed, and the refusal of calls that come too late.
 * Thread-safe.
 */
final class Lifecycle {

  private enum State {
    OPEN,
    CLOSING,
    CLOSED
  }

  private volatile State state = State.OPEN;

  /**
   * Begins to close.
   *
   * @return whether this is the first call
   */
  synchronized boolean beginClosing() {
    boolean first = state == State.OPEN;
    if (first) {
      state = State.CLOSING;
    }
    return first;
  }

  void endClosing() {
    state = State.CLOSED;
  }

  /**
   * Refuses what would begin something once the platform closes.
   *
   * @throws ReelstateException INVALID_REQUEST
   */
  void requireOpen() {
    if (state != State.OPEN) {
      throw new ReelstateException(Failure.permanent(
          FailureCode.INVALID_REQUEST, "The platform is closed; build another one."));
    }
  }

  /**
   * Refuses everything once the platform is closed; while it closes, listeners may still call it.
   *
   * @throws ReelstateException INVALID_REQUEST
   */
  void requireReadable() {
    if (state == State.CLOSED) {
      requireOpen();
    }
  }

  /**
   * Refuses null, and calls to a platform that is closed.
   *
   * @throws NullPointerException with the argument's name
   * @throws ReelstateException INVALID_REQUEST
   */
  void require(Object argument, String name) {
    Objects.requireNonNull(argument, name);
    requireReadable();
  }
}
