package dev.reelstate.evaluation;

import dev.reelstate.evaluation.ledger.LedgerEntry;
import java.util.List;
import java.util.Map;

/**
 * The result of an evaluation: figures, the same figures for each class, and the verdicts behind
 * them. Immutable and thread-safe.
 */
public interface Scored {

  /** The kind of evaluation: {@code detection}, {@code tracking} or {@code events}. */
  String kind();

  /** The parameters by name, as they were used. */
  Map<String, String> parameters();

  /** The figures over everything. */
  Figures figures();

  /** The figures of each class, by its label, sorted. */
  Map<String, Figures> byClass();

  /** How many objects of the truth the figures rest on, those that are ignored left out. */
  long support();

  /** The verdict on every object and every detection, by sequence, scene and position. */
  List<LedgerEntry> ledger();

  /** The names of the sequences, in their order. */
  List<String> sequences();

  /**
   * The figures if each sequence had occurred as many times as said: what a bootstrap needs,
   * without matching again.
   *
   * @param times how often each sequence occurs, in the order of {@link #sequences()}; not negative
   */
  Figures resampled(int[] times);

  /**
   * The same for one class.
   *
   * @param label one of the labels of {@link #byClass}
   * @param times how often each sequence occurs, in the order of {@link #sequences()}; not negative
   * @throws IllegalArgumentException if there is no such class
   */
  Figures resampled(String label, int[] times);

  /**
   * The result for one class alone, from which intervals and differences of that class can be
   * drawn.
   *
   * @param label one of the labels of {@link #byClass}
   * @throws IllegalArgumentException if there is no such class
   */
  default Scored ofClass(String label) {
    return new OneClass(this, label);
  }
}
