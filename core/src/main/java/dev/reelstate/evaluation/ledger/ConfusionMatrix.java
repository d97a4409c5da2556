package dev.reelstate.evaluation.ledger;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each other one. Each object that counts is in one cell of its
 * row, and each detection that counts in one cell of its column, so the diagonal holds the hits.
 * Immutable and thread-safe.
 *
 * @param labels the classes, sorted
 * @param counts a row for the true class of an object, in the order of the labels, and last one for
 *     the background; in each row a column for the class of the detection, and last one for objects
 *     that nothing has found
 */
public record ConfusionMatrix(List<String> labels, List<List<Integer>> counts) {

  /** Copies the lists. */
  public ConfusionMatrix {
    labels = List.copyOf(labels);
    counts = counts.stream().map(List::copyOf).toList();
    int size = labels.size() + 1;
    if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
      throw new IllegalArgumentException("A matrix of " + size + " rows and columns is needed.");
    }
  }

  /**
   * Counts the verdicts of a ledger. An object that was missed stands in the column of a detection
   * of the wrong class that is its partner; each other false alarm stands in the row of the
   * background.
   */
  public static ConfusionMatrix of(List<LedgerEntry> ledger) {
    List<String> labels =
        List.copyOf(new TreeSet<>(ledger.stream().map(LedgerEntry::label).toList()));
    int[][] counts = new int[labels.size() + 1][labels.size() + 1];
    for (LedgerEntry entry : ledger) {
      int label = Collections.binarySearch(labels, entry.label());
      if (!entry.detection() && entry.verdict() == Verdict.HIT) {
        counts[label][label]++;
      } else if (!entry.detection() && entry.verdict() == Verdict.MISSED) {
        counts[label][labels.size()]++;
      } else if (entry.detection() && Ledgers.isFalseAlarm(entry)) {
        counts[labels.size()][label]++;
      }
    }
    for (Ledgers.Confusion confusion : Ledgers.confusions(ledger)) {
      int truth = Collections.binarySearch(labels, confusion.truth().label());
      int detection = Collections.binarySearch(labels, confusion.detection().label());
      counts[truth][detection]++;
      counts[truth][labels.size()]--;
      counts[labels.size()][detection]--;
    }
    return new ConfusionMatrix(
        labels,
        Arrays.stream(counts).map(row -> IntStream.of(row).boxed().toList()).toList());
  }

  /**
   * How many objects of one class were taken for another one, or were right if both are the same.
   *
   * @throws IllegalArgumentException if there is no such class
   */
  public int count(String truth, String detection) {
    return counts.get(position(truth)).get(position(detection));
  }

  /**
   * How many objects of a class nothing has found.
   *
   * @throws IllegalArgumentException if there is no such class
   */
  public int missed(String truth) {
    return counts.get(position(truth)).get(labels.size());
  }

  /**
   * How many false alarms of a class stand for no object that was missed.
   *
   * @throws IllegalArgumentException if there is no such class
   */
  public int background(String detection) {
    return counts.get(labels.size()).get(position(detection));
  }

  private int position(String label) {
    int position = labels.indexOf(label);
    if (position < 0) {
      throw new IllegalArgumentException(
          "There is no class \"" + label + "\"; there are " + String.join(", ", labels) + ".");
    }
    return position;
  }
}
