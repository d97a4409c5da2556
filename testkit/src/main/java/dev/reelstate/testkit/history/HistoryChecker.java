package dev.reelstate.testkit.history;

import java.time.Duration;
import java.util.List;

/**
 * Decides whether a history, and what the store holds at its end, are possible for a store that
 * keeps its promises. What is only suspicious is no violation: a call without an answer may have
 * taken effect at any time after it began, or never. Nothing may have been purged or forgotten, as
 * a retention does: what is not on record any more looks lost. Immutable and thread-safe.
 */
public final class HistoryChecker {

  private final Duration tolerance;

  /** A checker for processes that share one machine's clock. */
  public HistoryChecker() {
    this(Duration.ZERO);
  }

  /**
   * A checker for processes whose clocks differ.
   *
   * @param tolerance the most by which they differ; calls of different processes that are closer
   *     than that count as simultaneous
   * @throws IllegalArgumentException if it is negative
   */
  public HistoryChecker(Duration tolerance) {
    if (tolerance.isNegative()) {
      throw new IllegalArgumentException("The tolerance must not be negative, but is " + tolerance);
    }
    this.tolerance = tolerance;
  }

  /**
   * Checks a history.
   *
   * @param history what the processes recorded, all of those that changed the store
   * @param contents what the store holds after all of them have ended
   * @return the violations; empty if there are none
   */
  public List<Violation> check(History history, StoreContents contents) {
    Evidence evidence = new Evidence(history, contents, tolerance);
    new ClaimRules(evidence).check();
    new ReportRules(evidence).check();
    new SuccessRules(evidence).check();
    new VideoRules(evidence).check();
    new GroundTruthRules(evidence).check();
    new EventRules(evidence).check();
    new ReaderRules(evidence).check();
    new CursorRules(evidence).check();
    return evidence.violations();
  }
}
