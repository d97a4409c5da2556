package dev.reelstate.testkit.history;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of a history, from its begin to its end.
 *
 * @param began when it began
 * @param operation what was asked
 * @param end how it ended, or null if the process ended first
 */
record Call(Mark began, Operation operation, @Nullable HistoryEntry end) {

  /** Whether it certainly did nothing. */
  boolean isRefused() {
    return end instanceof HistoryEntry.Refused;
  }

  /** Whether it may have taken effect, or may still do so, without anybody knowing. */
  boolean isUnknown() {
    return end == null || end instanceof HistoryEntry.Unknown;
  }

  /** The answer, if it is of that type. */
  <A extends Answer> Optional<A> answer(Class<A> type) {
    return end instanceof HistoryEntry.Answered answered && type.isInstance(answered.answer())
        ? Optional.of(type.cast(answered.answer()))
        : Optional.empty();
  }

  /** Whether its effect certainly preceded that of another call. */
  boolean isBefore(Call other, Duration tolerance) {
    return end != null && !isUnknown() && end.mark().isBefore(other.began, tolerance);
  }

  /**
   * The longest that may lie between its effect and the effect of a later call; null if unlimited.
   */
  @Nullable
  Duration longestUntil(Call later) {
    HistoryEntry laterEnd = later.end();
    return laterEnd == null || later.isUnknown()
        ? null
        : Duration.between(began.at(), laterEnd.mark().at());
  }

  @Override
  public String toString() {
    return began.process() + "#" + began.sequence();
  }
}
