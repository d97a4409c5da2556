package dev.reelstate.testkit.history;

import java.time.Duration;
import java.time.Instant;

/**
 * Where and when something was recorded.
 *
 * @param process the process, by a name that no other process of the history has, not even an
 *     earlier start of the same node
 * @param sequence its place among what the process recorded, from 1
 * @param at the time by the recorder's clock
 */
public record Mark(String process, long sequence, Instant at) {

  /**
   * Whether this was certainly before another mark: by the order of their process or, if the
   * processes differ, by clocks that agree within a tolerance.
   */
  boolean isBefore(Mark other, Duration tolerance) {
    return process.equals(other.process)
        ? sequence < other.sequence
        : at.plus(tolerance).isBefore(other.at);
  }
}
