package dev.reelstate.evaluation.events;

import java.util.Arrays;

/**
 * Sorts numbers together with their positions: a merge sort, because the JDK sorts either numbers
 * alone or objects.
 */
final class Sorting {

  private long[] numbers;
  private int[] positions;
  private long[] mergedNumbers;
  private int[] mergedPositions;

  private Sorting(long[] numbers) {
    this.numbers = numbers.clone();
    positions = new int[numbers.length];
    Arrays.setAll(positions, position -> position);
    mergedNumbers = new long[numbers.length];
    mergedPositions = new int[numbers.length];
  }

  /** The positions of numbers in ascending order; those of equal numbers ascend. */
  static int[] order(long[] numbers) {
    Sorting sorting = new Sorting(numbers);
    if (!ascends(numbers)) {
      for (int run = 1; run > 0 && run < numbers.length; run *= 2) {
        sorting.mergeRuns(run);
      }
    }
    return sorting.positions;
  }

  private static boolean ascends(long[] numbers) {
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i - 1] > numbers[i]) {
        return false;
      }
    }
    return true;
  }

  /** Merges every two neighbouring runs of a length. */
  private void mergeRuns(int length) {
    for (int start = 0; start < numbers.length; ) {
      int middle = end(start, length);
      int end = end(middle, length);
      merge(start, middle, end);
      start = end;
    }
    long[] before = numbers;
    numbers = mergedNumbers;
    mergedNumbers = before;
    int[] positionsBefore = positions;
    positions = mergedPositions;
    mergedPositions = positionsBefore;
  }

  private int end(int start, int length) {
    return (int) Math.min(numbers.length, (long) start + length);
  }

  private void merge(int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int to = start; to < end; to++) {
      boolean takesLeft = right == end || (left < middle && numbers[left] <= numbers[right]);
      int from = takesLeft ? left++ : right++;
      mergedNumbers[to] = numbers[from];
      mergedPositions[to] = positions[from];
    }
  }
}
