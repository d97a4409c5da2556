package dev.reelstate.evaluation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.evaluation.LatencyDistribution.Bin;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventScoreTest {

  private static final EventSettings SETTINGS = EventSettings.ofMillis(100);

  private static final EventSequence ONE = EventSequence.of(
      "one",
      List.of(event("goal", 1_000), event("goal", 5_000), event("foul", 9_000)),
      List.of(
          event("goal", 1_100),
          event("goal", 1_050),
          event("foul", 5_040),
          event("goal", 20_000),
          event("foul", 8_980)));

  private static final EventSequence TWO = EventSequence.of(
      "two", List.of(event("foul", 10), event("card", 500)), List.of(event("foul", 40)));

  private static Event event(String label, long millis) {
    return Event.of(label, Duration.ofMillis(millis));
  }

  @Test
  void events_are_counted_by_class_and_together() {
    EventScore score = Evaluation.events(List.of(ONE, TWO), SETTINGS);

    assertCounts(score.figures(), 3, 3, 2);
    assertCounts(requireNonNull(score.byClass().get("goal")), 1, 2, 1);
    assertCounts(requireNonNull(score.byClass().get("foul")), 2, 1, 0);
    assertCounts(requireNonNull(score.byClass().get("card")), 0, 0, 1);
    assertThat(score.byClass()).containsOnlyKeys("card", "foul", "goal");
    assertThat(score.support()).isEqualTo(5);
    assertThat(score.parameters()).containsExactly(Map.entry("toleranceMillis", "100"));
  }

  private static void assertCounts(Figures figures, long tp, long fp, long fn) {
    assertThat(figures.get("tp")).hasValue((double) tp);
    assertThat(figures.get("fp")).hasValue((double) fp);
    assertThat(figures.get("fn")).hasValue((double) fn);
  }

  @Test
  void ratios_follow_from_the_counts() {
    Figures figures = Evaluation.events(List.of(ONE, TWO), SETTINGS).figures();

    assertThat(figures.get("precision")).hasValue(0.5);
    assertThat(figures.get("recall")).hasValue(0.6);
    assertThat(figures.get("f1").orElseThrow()).isCloseTo(6 / 11.0, within(1e-12));
  }

  @Test
  void what_cannot_be_judged_is_empty() {
    Figures silent = Evaluation.events(
            List.of(EventSequence.of("s", List.of(event("goal", 1)), List.of())), SETTINGS)
        .figures();
    Figures nothing = Evaluation.events(List.of(), SETTINGS).figures();

    assertThat(silent.get("precision")).isEmpty();
    assertThat(silent.get("recall")).hasValue(0);
    assertThat(silent.get("f1")).hasValue(0);
    assertThat(silent.get("latencyMedian")).isEmpty();
    assertThat(nothing.get("f1")).isEmpty();
    assertThat(nothing.get("tp")).hasValue(0);
  }

  @Test
  void latencies_are_signed_and_interpolated() {
    EventScore score = Evaluation.events(List.of(ONE, TWO), SETTINGS);
    LatencyDistribution latency = score.latency();

    assertThat(latency.count()).isEqualTo(3);
    assertThat(latency.mean()).isEqualTo(Duration.ofMillis(20));
    assertThat(latency.median()).isEqualTo(Duration.ofMillis(30));
    assertThat(latency.p90()).isEqualTo(Duration.ofMillis(46));
    assertThat(latency.min()).isEqualTo(Duration.ofMillis(-20));
    assertThat(latency.max()).isEqualTo(Duration.ofMillis(50));
    assertThat(score.figures().get("latencyMean")).hasValue(20);
    assertThat(score.figures().get("latencyP90").orElseThrow()).isCloseTo(46, within(1e-9));
    assertThat(requireNonNull(score.latencyByClass().get("goal")).median())
        .isEqualTo(Duration.ofMillis(50));
    assertThat(requireNonNull(score.latencyByClass().get("card")).median()).isNull();
  }

  @Test
  void the_histogram_covers_the_tolerance() {
    List<Event> truth = List.of(event("goal", 1_000), event("goal", 2_000), event("goal", 3_000));
    List<Event> found = List.of(event("goal", 900), event("goal", 2_000), event("goal", 3_100));

    List<Bin> bins = Evaluation.events(List.of(EventSequence.of("s", truth, found)), SETTINGS)
        .latency()
        .histogram();

    assertThat(bins).hasSize(20);
    assertThat(bins.get(0)).isEqualTo(new Bin(Duration.ofMillis(-100), Duration.ofMillis(-90), 1));
    assertThat(bins.get(10)).isEqualTo(new Bin(Duration.ZERO, Duration.ofMillis(10), 1));
    assertThat(bins.get(19)).isEqualTo(new Bin(Duration.ofMillis(90), Duration.ofMillis(100), 1));
    assertThat(bins.stream().mapToLong(Bin::count).sum()).isEqualTo(3);
  }

  @Test
  void the_ledger_says_what_became_of_each() {
    List<LedgerEntry> ledger = Evaluation.events(List.of(ONE), SETTINGS).ledger();

    assertThat(ledger)
        .containsExactly(
            entry(false, 0, "goal", Verdict.HIT, 1, 0.5),
            entry(false, 1, "goal", Verdict.MISSED, 2, 0.6),
            entry(false, 2, "foul", Verdict.HIT, 4, 0.8),
            entry(true, 0, "goal", Verdict.DUPLICATE, 0, 0.0),
            entry(true, 1, "goal", Verdict.HIT, 0, 0.5),
            entry(true, 2, "foul", Verdict.WRONG_CLASS, 1, 0.6),
            new LedgerEntry(0, 0, true, 3, "goal", null, Verdict.BACKGROUND, null, null),
            entry(true, 4, "foul", Verdict.HIT, 2, 0.8));
  }

  private static LedgerEntry entry(
      boolean detection, int index, String label, Verdict verdict, int partner, double overlap) {
    return new LedgerEntry(0, 0, detection, index, label, null, verdict, partner, overlap);
  }

  @Test
  void drawing_sequences_equals_having_them_as_often() {
    EventScore score = Evaluation.events(List.of(ONE, TWO), SETTINGS);
    EventSequence again = EventSequence.of("again", ONE.truth(), ONE.detections());

    assertThat(score.resampled(new int[] {2, 0}))
        .isEqualTo(Evaluation.events(List.of(ONE, again), SETTINGS).figures());
    assertThatIllegalArgumentException().isThrownBy(() -> score.resampled(new int[] {1, -1}));
  }

  @Test
  void the_order_of_events_does_not_matter() {
    List<Event> truth = new ArrayList<>(ONE.truth());
    List<Event> detections = new ArrayList<>(ONE.detections());
    Collections.shuffle(truth, new Random(3));
    Collections.shuffle(detections, new Random(5));

    assertThat(Evaluation.events(List.of(EventSequence.of("s", truth, detections)), SETTINGS)
            .figures())
        .isEqualTo(Evaluation.events(List.of(ONE), SETTINGS).figures());
  }

  @Test
  void a_tolerance_has_limits() {
    assertThatIllegalArgumentException().isThrownBy(() -> EventSettings.ofMillis(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventSettings(Duration.ofDays(1).plusNanos(1)));
    assertThat(new EventSettings(Duration.ofNanos(1_500_000)).parameters())
        .containsEntry("toleranceMillis", "1.5");
  }
}
