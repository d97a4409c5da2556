package dev.reelstate.evaluation.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimeMatchingTest {

  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void the_tolerance_is_inclusive() {
    assertThat(match(5, at(100), at(105))).containsExactly(0);
    assertThat(match(5, at(100), at(95))).containsExactly(0);
    assertThat(match(5, at(100), at(106))).containsExactly(-1);
    assertThat(match(0, at(100), at(100))).containsExactly(0);
  }

  @Test
  void more_pairs_go_before_shorter_ones() {
    assertThat(match(10, at(10, 20), at(0, 10))).containsExactly(0, 1);
  }

  @Test
  void among_as_many_pairs_the_shortest_sum_wins() {
    assertThat(match(10, at(10), at(1, 9, 12))).containsExactly(1);
    assertThat(match(10, at(1, 9, 12), at(10))).containsExactly(-1, 0, -1);
  }

  @Test
  void a_pair_is_not_given_up_for_one_that_is_no_better() {
    assertThat(match(10, at(10), at(8, 12))).containsExactly(0);
    assertThat(match(10, at(8, 12), at(10))).containsExactly(0, -1);
    assertThat(match(10, at(7, 7), at(7))).containsExactly(-1, 0);
  }

  @Test
  void a_side_may_be_empty() {
    assertThat(match(10, at(), at(1, 2))).isEmpty();
    assertThat(match(10, at(1, 2), at())).containsExactly(-1, -1);
  }

  @Test
  void a_matching_is_the_best_of_all() {
    for (int round = 0; round < 4_000; round++) {
      long[] truth = times();
      long[] detections = times();
      long tolerance = random.nextInt(8);

      int[] detectionOf = match(tolerance, truth, detections);

      assertThat(value(detectionOf, truth, detections, tolerance))
          .as("%s %s %s", truth, detections, tolerance)
          .isEqualTo(best(0, 0, truth, detections, tolerance));
    }
  }

  @Test
  void a_hundred_thousand_times_within_reach_of_each_other_need_a_moment() {
    long[] truth = random.longs(100_000, 0, 1_000_000).sorted().toArray();
    long[] detections = random.longs(60_000, 0, 1_000_000).sorted().toArray();

    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> match(1_000_000, truth, detections));
  }

  private static int[] match(long tolerance, long[] truth, long[] detections) {
    return TimeMatching.match(truth, detections, tolerance);
  }

  private static long[] at(long... times) {
    return times;
  }

  private long[] times() {
    return random.longs(random.nextInt(7), 0, 20).sorted().toArray();
  }

  /** A number that is larger for more pairs, and among those, for a shorter sum. */
  private static long value(int[] detectionOf, long[] truth, long[] detections, long tolerance) {
    long value = 0;
    boolean[] taken = new boolean[detections.length];
    for (int i = 0; i < truth.length; i++) {
      if (detectionOf[i] >= 0) {
        long distance = Math.abs(detections[detectionOf[i]] - truth[i]);
        assertThat(distance).isLessThanOrEqualTo(tolerance);
        assertThat(taken[detectionOf[i]]).isFalse();
        taken[detectionOf[i]] = true;
        value += 1_000 - distance;
      }
    }
    return value;
  }

  /**
   * The best value of all ways to match the truths from a position with the detections not taken.
   */
  private static long best(
      int position, int taken, long[] truth, long[] detections, long tolerance) {
    if (position == truth.length) {
      return 0;
    }
    long best = best(position + 1, taken, truth, detections, tolerance);
    for (int i = 0; i < detections.length; i++) {
      long distance = Math.abs(detections[i] - truth[position]);
      if ((taken & (1 << i)) == 0 && distance <= tolerance) {
        long rest = best(position + 1, taken | (1 << i), truth, detections, tolerance);
        best = Math.max(best, 1_000 - distance + rest);
      }
    }
    return best;
  }
}
