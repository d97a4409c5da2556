package dev.reelstate.evaluation.statistics;

import static dev.reelstate.evaluation.statistics.GateVerdict.FAIL;
import static dev.reelstate.evaluation.statistics.GateVerdict.INCONCLUSIVE;
import static dev.reelstate.evaluation.statistics.GateVerdict.PASS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.evaluation.Evaluation;
import dev.reelstate.evaluation.Event;
import dev.reelstate.evaluation.EventSequence;
import dev.reelstate.evaluation.EventSettings;
import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.Scored;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

  private static final BootstrapSettings SETTINGS = BootstrapSettings.standard();

  /** A recall of 0.8, with 24 misses among 120 objects, and an interval from 0.69 to 0.87. */
  private static final Counts RUN = Counts.ofTen(9, 8, 10, 4, 7, 9, 10, 6, 8, 9, 9, 7);

  @Nested
  class WithoutIntervals {

    @ParameterizedTest
    @CsvSource({
      "at_least, recall, 0.8, PASS",
      "at_least, recall, 0.81, FAIL",
      "at_most, FN, 24, PASS",
      "at_most, FN, 23.5, FAIL"
    })
    void the_figure_decides(String check, String figure, double limit, GateVerdict verdict) {
      GateRule rule = new GateRule(GateScope.OVERALL, figure, GateRule.Check.parse(check), limit);

      assertThat(Gate.of(rule).judge(RUN).verdict()).isEqualTo(verdict);
    }

    @Test
    void the_reason_names_figure_limit_and_value() {
      GateResult result =
          Gate.of(GateRule.atLeast("recall", 0.75), GateRule.atMost("FN", 20)).judge(RUN);

      assertThat(result.verdict()).isEqualTo(FAIL);
      assertThat(result.reasons(PASS)).containsExactly("recall must be at least 0.75 and is 0.8.");
      assertThat(result.reasons(FAIL)).containsExactly("FN must be at most 20 but is 24.");
    }

    @Test
    void rounding_does_not_decide_about_a_drop() {
      Gate gate = Gate.of(GateRule.dropAtMost("recall", 0.02));
      GateRun run = GateRun.kept(new Figures(Map.of("recall", 0.48)), 100);
      GateRun baseline = GateRun.kept(new Figures(Map.of("recall", 0.5)), 100);

      assertThat(0.5 - 0.48).isGreaterThan(0.02);
      assertThat(gate.judge(run, baseline).verdict()).isEqualTo(PASS);
    }

    @Test
    void a_rise_of_what_should_be_low_is_measured_upwards() {
      Gate gate = Gate.of(GateRule.riseAtMost("FN", 5));

      assertThat(gate.judge(RUN, worse(RUN, 5)).verdict()).isEqualTo(PASS);
      assertThat(gate.judge(worse(RUN, 5), RUN).verdict()).isEqualTo(PASS);
      assertThat(gate.judge(worse(RUN, 6), RUN).verdict()).isEqualTo(FAIL);
    }
  }

  @Nested
  class WithIntervals {

    @ParameterizedTest
    @CsvSource({"0.6, PASS", "0.75, INCONCLUSIVE", "0.85, INCONCLUSIVE", "0.95, FAIL"})
    void the_whole_interval_has_to_be_within_the_limit(double limit, GateVerdict verdict) {
      assertThat(judged(GateRule.atLeast("recall", limit)).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"60, PASS", "20, INCONCLUSIVE", "5, FAIL"})
    void and_so_it_has_for_an_upper_limit(double limit, GateVerdict verdict) {
      assertThat(judged(GateRule.atMost("FN", limit)).verdict()).isEqualTo(verdict);
    }

    @Test
    void a_pair_decides_where_the_two_runs_alone_could_not() {
      Gate gate = Gate.of(GateRule.dropAtMost("recall", 0.02)).withIntervals(SETTINGS);
      Counts next = worse(RUN, 1);

      GateResult paired = gate.judge(next, RUN);
      GateResult unpaired =
          gate.judge(GateRun.of(next), GateRun.kept(RUN.figures(), RUN.support()));

      assertThat(paired.verdict()).isEqualTo(INCONCLUSIVE);
      assertThat(unpaired.verdict()).isEqualTo(INCONCLUSIVE);
      assertThat(unpaired.findings().get(0).reason())
          .contains(", unpaired)")
          .endsWith("which only a comparison that is paired on the same sequences could decide.");
      assertThat(width(unpaired)).isGreaterThan(4 * width(paired));
    }

    @Test
    void a_run_does_not_drop_against_itself() {
      assertThat(Gate.of(GateRule.dropAtMost("recall", 0), GateRule.riseAtMost("FN", 0))
              .withIntervals(SETTINGS)
              .judge(RUN, RUN)
              .verdict())
          .isEqualTo(PASS);
    }

    @Test
    void a_large_drop_fails_paired_or_not() {
      Gate gate = Gate.of(GateRule.dropAtMost("recall", 0.02)).withIntervals(SETTINGS);
      Counts bad = Counts.ofTen(1, 2, 3, 1, 2, 1, 0, 2, 1, 2, 3, 1);

      assertThat(gate.judge(bad, RUN).verdict()).isEqualTo(FAIL);
      assertThat(gate.judge(GateRun.of(bad), GateRun.kept(RUN.figures(), 120)).verdict())
          .isEqualTo(FAIL);
      assertThat(gate.judge(RUN, bad).verdict()).isEqualTo(PASS);
    }

    @Test
    void other_sequences_are_compared_unpaired() {
      Counts fewer = Counts.ofTen(Arrays.copyOf(RUN.found(), 11));

      GateResult result =
          Gate.of(GateRule.dropAtMost("recall", 0.5)).withIntervals(SETTINGS).judge(RUN, fewer);

      assertThat(result.verdict()).isEqualTo(PASS);
      assertThat(result.reasons(PASS).get(0)).contains("unpaired");
    }

    @Test
    void kept_intervals_count_if_they_have_the_confidence_that_is_asked_for() {
      GateRun kept = GateRun.of(RUN)
          .with(
              GateScope.OVERALL,
              GatePart.kept(RUN.figures(), RUN.support())
                  .withIntervals(Bootstrap.intervals(RUN, SETTINGS)));
      Gate gate = Gate.of(GateRule.atLeast("recall", 0.6));

      assertThat(gate.withIntervals(SETTINGS).judge(kept).verdict()).isEqualTo(PASS);
      assertThat(
              gate.withIntervals(SETTINGS.withConfidence(0.99)).judge(kept).reasons(INCONCLUSIVE))
          .containsExactly("recall must be at least 0.6, which cannot be judged: it has no interval"
              + " of confidence 0.99.");
    }

    @Test
    void a_perfect_run_passes_as_far_as_its_sequences_can_tell() {
      Counts few = Counts.ofTen(IntStream.generate(() -> 10).limit(10).toArray());
      Counts many = Counts.ofTen(IntStream.generate(() -> 10).limit(40).toArray());
      Gate gate = Gate.of(GateRule.atLeast("recall", 0.9)).withIntervals(SETTINGS);

      assertThat(gate.judge(few).findings().get(0).low()).isEqualTo(Math.pow(0.025, 0.1));
      assertThat(gate.judge(few).verdict()).isEqualTo(INCONCLUSIVE);
      assertThat(gate.judge(many).verdict()).isEqualTo(PASS);
      assertThat(Gate.of(GateRule.atMost("FN", 3))
              .withIntervals(SETTINGS)
              .judge(few)
              .verdict())
          .isEqualTo(PASS);
    }

    @Test
    void too_few_sequences_decide_nothing() {
      assertThat(Gate.of(GateRule.atLeast("recall", 0.1))
              .withIntervals(SETTINGS)
              .judge(Counts.ofTen(9, 9, 8))
              .reasons(INCONCLUSIVE))
          .containsExactly(
              "recall must be at least 0.1, which cannot be judged: an interval needs 5"
                  + " sequences, and there are 3.");
    }

    private GateResult judged(GateRule rule) {
      return Gate.of(rule).withIntervals(SETTINGS).judge(RUN);
    }

    private double width(GateResult result) {
      GateFinding finding = result.findings().get(0);
      return requireNonNull(finding.high()) - requireNonNull(finding.low());
    }
  }

  @Nested
  class Parts {

    private static final GateRun WITH_NIGHT =
        GateRun.of(RUN).with(GateScope.slice("night"), GatePart.of(Counts.ofTen(2, 3, 1, 4, 3)));

    @Test
    void each_class_and_slice_has_its_own_figures() {
      GateResult result = Gate.of(
              GateRule.atLeast("recall", 0.7).forClass("car"),
              GateRule.atLeast("recall", 0.7).forSlice("night"))
          .judge(WITH_NIGHT);

      assertThat(result.findings()).extracting(GateFinding::verdict).containsExactly(PASS, FAIL);
      assertThat(result.reasons(FAIL))
          .containsExactly("recall of slice \"night\" must be at least 0.7 but is 0.26.");
    }

    @Test
    void a_class_has_an_interval_of_its_own() {
      Gate gate = Gate.of(GateRule.atLeast("recall", 0.6).forClass("car")).withIntervals(SETTINGS);

      GateResult result = gate.judge(RUN);

      assertThat(result.verdict()).isEqualTo(PASS);
      Interval overall =
          Objects.requireNonNull(Bootstrap.intervals(RUN, SETTINGS).get("recall"));
      assertThat(result.findings().get(0).low()).isNotNull().isEqualTo(overall.low());
      assertThat(result.findings().get(0).high()).isNotNull().isEqualTo(overall.high());
    }

    @Test
    void a_part_that_is_not_there_decides_nothing() {
      assertThat(Gate.of(GateRule.atLeast("recall", 0.1).forClass("bus"))
              .judge(RUN)
              .reasons(INCONCLUSIVE))
          .containsExactly("recall of class \"bus\" must be at least 0.1, which cannot be judged:"
              + " the run has no class \"bus\".");
    }

    @Test
    void too_little_support_leaves_the_other_rules_of_the_part_open() {
      GateResult result = Gate.of(
              GateRule.atLeast("recall", 0.9),
              GateRule.atLeast("recall", 0.9).forClass("car"),
              GateRule.supportAtLeast(121).forClass("car"))
          .judge(RUN);

      assertThat(result.findings())
          .extracting(GateFinding::verdict)
          .containsExactly(FAIL, INCONCLUSIVE, INCONCLUSIVE);
      assertThat(result.reasons(INCONCLUSIVE))
          .containsExactly(
              "recall of class \"car\" must be at least 0.9, which cannot be judged: it rests on"
                  + " 120 objects, fewer than 121.",
              "The support of class \"car\" must be at least 121 and is 120, which does not decide"
                  + " it.");
      assertThat(Gate.of(GateRule.supportAtLeast(120)).judge(RUN).verdict()).isEqualTo(PASS);
    }
  }

  @Test
  void an_absent_figure_is_inconclusive_and_an_unknown_one_an_error() {
    Counts nothing = Counts.of(0, 0);

    assertThat(Gate.of(GateRule.atLeast("recall", 0.1)).judge(nothing).reasons(INCONCLUSIVE))
        .containsExactly("recall must be at least 0.1, which cannot be judged: it has no value.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gate.of(GateRule.atLeast("recal", 0.1)).judge(RUN))
        .withMessageContaining("recall, FN");
  }

  @Test
  void a_drop_needs_a_baseline() {
    assertThat(Gate.of(GateRule.dropAtMost("recall", 0.1)).judge(RUN).reasons(INCONCLUSIVE))
        .containsExactly(
            "recall may drop by at most 0.1, which cannot be judged: there is no" + " baseline.");
  }

  @Test
  void a_baseline_that_was_not_scored_alike_is_an_error() {
    List<EventSequence> events = List.of(EventSequence.of(
        "match",
        List.of(Event.of("goal", Duration.ofSeconds(1))),
        List.of(Event.of("goal", Duration.ofSeconds(3)))));
    Scored strict = Evaluation.events(events, EventSettings.ofMillis(100));
    Scored generous = Evaluation.events(events, EventSettings.ofMillis(5000));
    Gate recall = Gate.of(GateRule.dropAtMost("recall", 0.1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> recall.judge(strict, generous))
        .withMessageStartingWith("A run and its baseline are scored alike, but the parameter ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recall.judge(RUN, strict))
        .withMessage("An evaluation of detection cannot be compared with one of events.");
    assertThat(recall.judge(strict, strict).verdict()).isEqualTo(PASS);
  }

  @Test
  void a_failure_outweighs_what_is_inconclusive_and_that_outweighs_a_pass() {
    GateRule fails = GateRule.atLeast("recall", 0.9);
    GateRule open = GateRule.dropAtMost("recall", 0.1);
    GateRule passes = GateRule.atLeast("recall", 0.7);

    assertThat(Gate.of(open, fails, passes).judge(RUN).verdict()).isEqualTo(FAIL);
    assertThat(Gate.of(passes, open).judge(RUN).verdict()).isEqualTo(INCONCLUSIVE);
  }

  @Test
  void rules_check_their_limits() {
    assertThatIllegalArgumentException().isThrownBy(() -> GateRule.dropAtMost("AP", -0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> GateRule.atLeast("AP", Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> GateRule.atLeast("support", 3));
    assertThatIllegalArgumentException().isThrownBy(Gate::of).withMessageContaining("everything");
    assertThat(GateRule.atLeast("MOTA", -1).limit()).isEqualTo(-1);
  }

  /** A run that finds fewer objects, spread over the sequences. */
  private static Counts worse(Counts counts, int fewer) {
    int[] found = counts.found();
    for (int i = 0; i < fewer; i++) {
      found[i]--;
    }
    return Counts.ofTen(found);
  }
}
