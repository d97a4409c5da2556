package dev.reelstate.evaluation.events;

import java.util.Arrays;

/** Collects how late hits are, and in which sequence. */
final class Hits {

  private long[] offsets = new long[16];
  private int[] sequences = new int[16];
  private int size;

  /**
   * Adds a hit.
   *
   * @param sequence the number of its sequence
   * @param offset the detection's time minus the event's, in nanoseconds
   */
  void add(int sequence, long offset) {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, size * 2);
      sequences = Arrays.copyOf(sequences, size * 2);
    }
    sequences[size] = sequence;
    offsets[size++] = offset;
  }

  void addAll(Hits others) {
    for (int i = 0; i < others.size; i++) {
      add(others.sequences[i], others.offsets[i]);
    }
  }

  int size() {
    return size;
  }

  /** All of them, sorted. */
  Offsets sorted() {
    int[] order = Sorting.order(Arrays.copyOf(offsets, size));
    return new Offsets(
        Arrays.stream(order).mapToLong(i -> offsets[i]).toArray(),
        Arrays.stream(order).map(i -> sequences[i]).toArray());
  }
}
