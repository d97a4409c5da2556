package dev.reelstate.evaluation.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.evaluation.statistics.Interval.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  private static final BootstrapSettings SETTINGS = BootstrapSettings.standard();
  private static final Counts SOME = Counts.ofTen(9, 8, 10, 4, 7, 9, 10, 6, 8, 9, 10, 7);

  @Test
  void every_figure_has_an_interval_around_it() {
    Map<String, Interval> intervals = Bootstrap.intervals(SOME, SETTINGS);

    assertThat(intervals.keySet()).containsExactly("recall", "FN");
    assertThat(intervals.values()).allSatisfy(interval -> {
      assertThat(interval.status()).isEqualTo(Status.KNOWN);
      assertThat(interval.contains(value(interval))).isTrue();
      assertThat(interval.share()).isEqualTo(1);
      assertThat(interval.sequences()).isEqualTo(12);
      assertThat(interval.settings()).isEqualTo(SETTINGS);
    });
  }

  /** The numbers stand for the promise that a seed gives the same interval on every JVM. */
  @Test
  void the_same_seed_gives_the_same_interval_in_every_release() {
    Interval interval = recall(SOME, SETTINGS);

    assertThat(interval.low()).isEqualTo(0.6651360824480171);
    assertThat(interval.high()).isEqualTo(0.9061920436239638);
    assertThat(recall(SOME, SETTINGS)).isEqualTo(interval);
    assertThat(recall(SOME, SETTINGS.withSeed(2)).low())
        .isNotEqualTo(interval.low())
        .isCloseTo(0.665, within(0.03));
  }

  @Test
  void more_confidence_takes_a_wider_interval() {
    Interval narrow = recall(SOME, SETTINGS.withConfidence(0.8));
    Interval wide = recall(SOME, SETTINGS.withConfidence(0.99));

    assertThat(wide.low()).isLessThan(narrow.low());
    assertThat(wide.high()).isGreaterThan(narrow.high());
  }

  @Test
  void a_figure_without_a_value_has_no_interval() {
    Interval interval = recall(Counts.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0), SETTINGS);

    assertThat(interval.status()).isEqualTo(Status.NO_VALUE);
    assertThat(interval.value()).isNull();
    assertThat(interval.low()).isNull();
    assertThat(interval.share()).isZero();
  }

  @Test
  void four_sequences_are_too_few_and_five_are_not() {
    assertThat(recall(Counts.ofTen(9, 8, 4, 7), SETTINGS).status())
        .isEqualTo(Status.TOO_FEW_SEQUENCES);
    assertThat(recall(Counts.ofTen(9, 8, 4, 7, 6), SETTINGS).status()).isEqualTo(Status.KNOWN);
  }

  @Test
  void a_figure_that_rests_on_two_sequences_has_no_interval() {
    Interval interval = recall(resting(new int[] {4, 9}, 18), SETTINGS);

    assertThat(interval.value()).isEqualTo(0.65);
    assertThat(interval.status()).isEqualTo(Status.TOO_FEW_VALUES);
    assertThat(interval.share()).isCloseTo(1 - Math.pow(0.9, 20), within(0.02));
  }

  @Test
  void empty_sequences_do_not_narrow_an_interval() {
    int[] found = {4, 9, 7, 9};
    Interval padded = recall(resting(found, 16), SETTINGS);
    Interval repeated = recall(
        Counts.ofTen(IntStream.range(0, 20).map(i -> found[i % found.length]).toArray()), SETTINGS);

    assertThat(padded.share()).isLessThan(1);
    assertThat(width(padded)).isGreaterThan(2 * width(repeated));
  }

  @Test
  void samples_that_are_all_alike_say_nothing() {
    Interval interval = recall(Counts.ofTen(10, 10, 10, 10, 10, 10), SETTINGS);

    assertThat(interval.value()).isEqualTo(1);
    assertThat(interval.status()).isEqualTo(Status.UNVARIED);
    assertThat(interval.low()).isNull();
  }

  @Test
  void a_paired_difference_is_narrower_than_either_run() {
    Counts next = Counts.ofTen(
        IntStream.of(SOME.found()).map(found -> Math.min(10, found + 1)).toArray());
    Interval difference = recall(Bootstrap.difference(SOME, next, SETTINGS));
    Interval run = recall(SOME, SETTINGS);

    assertThat(difference.value()).isCloseTo(9 / 120.0, within(1e-12));
    assertThat(difference.low()).isGreaterThan(0);
    assertThat(width(difference)).isLessThan(width(run) / 2);
  }

  @Test
  void the_difference_of_a_run_to_itself_is_nothing() {
    Interval difference = recall(Bootstrap.difference(SOME, SOME, SETTINGS));

    assertThat(difference.value()).isZero();
    assertThat(difference.status()).isEqualTo(Status.UNVARIED);
  }

  @Test
  void runs_on_different_sequences_are_refused() {
    Counts shorter = Counts.ofTen(Arrays.copyOf(SOME.found(), 11));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bootstrap.difference(SOME, shorter, SETTINGS))
        .withMessageContaining("number 12 is \"film 11\" in the first and missing in the second");
  }

  @Test
  void many_sequences_are_left_out_in_groups() {
    int[] found = IntStream.range(0, 1_000).map(i -> i * 7 % 11).toArray();
    Interval interval = recall(Counts.ofTen(found), SETTINGS);

    assertThat(width(interval)).isCloseTo(2 * 1.96 * Math.sqrt(0.1 / 1_000), within(0.003));
    assertThat(interval.contains(value(interval))).isTrue();
  }

  @Test
  void settings_and_intervals_check_their_ranges() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BootstrapSettings(1, 99, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> new BootstrapSettings(1, 1_000, 1));
    for (Status status : List.of(Status.KNOWN, Status.UNVARIED)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              new Interval(1.0, status == Status.KNOWN ? null : 0.5, 1.0, 1, 9, status, SETTINGS));
    }
  }

  /** Sequences with ten objects each, among others without any. */
  private static Counts resting(int[] found, int empty) {
    int[] objects = new int[found.length + empty];
    Arrays.fill(objects, 0, found.length, 10);
    return new Counts(Arrays.copyOf(found, objects.length), objects);
  }

  private static Interval recall(Counts counts, BootstrapSettings settings) {
    return recall(Bootstrap.intervals(counts, settings));
  }

  private static Interval recall(Map<String, Interval> intervals) {
    return requireNonNull(intervals.get("recall"));
  }

  private static double value(Interval interval) {
    return requireNonNull(interval.value());
  }

  private static double width(Interval interval) {
    return requireNonNull(interval.high()) - requireNonNull(interval.low());
  }
}
