package dev.reelstate.evaluation.tracking;

import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.TrackingSettings;
import dev.reelstate.evaluation.TrackingSettings.Pooling;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The counts of each class in each sequence, from which everything else is calculated. Immutable
 * and thread-safe.
 */
public final class TrackingTable {

  private final Pooling pooling;
  private final int sequences;
  private final SortedMap<String, @Nullable TrackingCounts[]> classes = new TreeMap<>();
  private final List<LedgerEntry> ledger;

  private TrackingTable(List<Sequence> sequences, TrackingSettings settings) {
    this.pooling = settings.pooling();
    this.sequences = sequences.size();
    List<LedgerEntry> entries = new ArrayList<>();
    for (int number = 0; number < sequences.size(); number++) {
      SequenceScorer scorer = new SequenceScorer(sequences.get(number), settings);
      add(number, scorer.score());
      scorer.write(number, entries);
    }
    this.ledger = Collections.unmodifiableList(entries);
  }

  /** Scores sequences. */
  public static TrackingTable of(List<Sequence> sequences, TrackingSettings settings) {
    return new TrackingTable(sequences, settings);
  }

  private void add(int number, Map<String, TrackingCounts> counts) {
    counts.forEach((label, sums) ->
        classes.computeIfAbsent(label, first -> new TrackingCounts[sequences])[number] = sums);
  }

  /** The verdicts, by sequence, scene and position. */
  public List<LedgerEntry> ledger() {
    return ledger;
  }

  /** The counts of each class, sorted by its label; empty if classes are not told apart. */
  public SortedMap<String, TrackingCounts> byClass(int[] times) {
    SortedMap<String, TrackingCounts> byClass = new TreeMap<>();
    if (pooling != Pooling.AGNOSTIC) {
      classes.forEach((label, counts) -> byClass.put(label, sum(counts, times)));
    }
    return byClass;
  }

  /**
   * The counts of one class, if each sequence occurred so many times.
   *
   * @throws IllegalArgumentException if there is no such class, or classes are not told apart
   */
  public TrackingCounts ofClass(String label, int[] times) {
    @Nullable TrackingCounts[] counts = classes.get(label);
    if (counts == null || pooling == Pooling.AGNOSTIC) {
      throw new IllegalArgumentException("There is no class \"" + label + "\".");
    }
    return sum(counts, times);
  }

  /** The counts of all classes together, if each sequence occurred so many times. */
  public TrackingCounts all(int[] times) {
    TrackingCounts all = new TrackingCounts();
    classes.values().forEach(counts -> all.add(sum(counts, times), 1));
    return all;
  }

  private static TrackingCounts sum(@Nullable TrackingCounts[] counts, int[] times) {
    TrackingCounts sum = new TrackingCounts();
    for (int sequence = 0; sequence < times.length; sequence++) {
      TrackingCounts ofSequence = counts[sequence];
      if (ofSequence != null) {
        sum.add(ofSequence, times[sequence]);
      }
    }
    return sum;
  }
}
