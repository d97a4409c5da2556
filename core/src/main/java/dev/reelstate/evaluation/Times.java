package dev.reelstate.evaluation;

import java.util.Arrays;

/** How often each sequence occurs in a resample. */
final class Times {

  private Times() {}

  /** Each of so many sequences once. */
  static int[] once(int sequences) {
    int[] once = new int[sequences];
    Arrays.fill(once, 1);
    return once;
  }

  /**
   * Checks a resample.
   *
   * @throws IllegalArgumentException if there is not one number for each sequence, or one is
   *     negative
   */
  static void requireOneForEach(int sequences, int[] times) {
    if (times.length != sequences || Arrays.stream(times).anyMatch(each -> each < 0)) {
      throw new IllegalArgumentException(
          "A resample has a number, not negative, for each of the " + sequences + " sequences.");
    }
  }
}
