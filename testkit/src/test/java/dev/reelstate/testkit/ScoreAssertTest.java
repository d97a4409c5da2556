package dev.reelstate.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.statistics.BootstrapSettings;
import dev.reelstate.evaluation.statistics.Gate;
import dev.reelstate.evaluation.statistics.GateRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreAssertTest {

  private final Scored run = new Run(0.5);

  @Test
  void a_true_assertion_passes() {
    ReelstateAssertions.assertThat(run)
        .meets(Gate.of(GateRule.atLeast("recall", 0.5), GateRule.supportAtLeast(10)))
        .meets(Gate.of(GateRule.dropAtMost("recall", 0.1)), new Run(0.6))
        .hasFigure("recall", 0.49, within(0.02))
        .hasFigureAtLeast("recall", 0.5)
        .hasFigureAtMost("recall", 0.5)
        .hasNoValueFor("precision");
  }

  @Test
  void a_gate_that_fails_says_why() {
    Gate gate = Gate.of(GateRule.atLeast("recall", 0.6), GateRule.atLeast("recall", 0.4));

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> ReelstateAssertions.assertThat(run).meets(gate))
        .withMessageStartingWith("Expected the run to pass the gate, but it fails:\n  FAIL: ")
        .withMessageContaining("recall")
        .withMessageContaining("0.6")
        .satisfies(error ->
            org.assertj.core.api.Assertions.assertThat(error.getMessage()).hasLineCount(2));
  }

  @Test
  void a_drop_against_the_baseline_fails() {
    Gate gate = Gate.of(GateRule.dropAtMost("recall", 0.1));

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> ReelstateAssertions.assertThat(run).meets(gate, new Run(0.7)))
        .withMessageContaining("FAIL");
  }

  @Test
  void a_gate_that_cannot_decide_fails_unless_that_is_allowed() {
    Gate undecided =
        Gate.of(GateRule.atLeast("recall", 0.4)).withIntervals(BootstrapSettings.standard());

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> ReelstateAssertions.assertThat(run).meets(undecided))
        .withMessageContaining("is inconclusive:\n  INCONCLUSIVE: ");
    ReelstateAssertions.assertThat(run).allowingInconclusive().meets(undecided);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> ReelstateAssertions.assertThat(run)
            .allowingInconclusive()
            .meets(Gate.of(GateRule.atLeast("recall", 0.6))));
  }

  @Test
  void a_figure_that_is_off_fails_with_its_value() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () -> ReelstateAssertions.assertThat(run).hasFigure("recall", 0.4, within(0.05)))
        .withMessage("Expected recall to be 0.4 within 0.05, but it is 0.5");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> ReelstateAssertions.assertThat(run).hasFigureAtLeast("recall", 0.6))
        .withMessage("Expected recall to be at least 0.6, but it is 0.5");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> ReelstateAssertions.assertThat(run).hasFigureAtMost("recall", 0.4))
        .withMessage("Expected recall to be at most 0.4, but it is 0.5");
  }

  @Test
  void a_figure_without_a_value_meets_no_expectation() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> ReelstateAssertions.assertThat(run).hasFigureAtMost("precision", 1))
        .withMessage("Expected precision to be at most 1.0, but it has no value");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> ReelstateAssertions.assertThat(run).hasNoValueFor("recall"))
        .withMessage("Expected recall to have no value, but it is 0.5");
  }

  @Test
  void an_unknown_figure_is_a_mistake_in_the_test() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReelstateAssertions.assertThat(run).hasFigureAtLeast("AP", 0.5))
        .withMessageContaining("recall");
  }

  /** Ten objects in one sequence, with nothing detected where precision is asked for. */
  private record Run(double recall) implements Scored {

    @Override
    public String kind() {
      return "detection";
    }

    @Override
    public Map<String, String> parameters() {
      return Map.of();
    }

    @Override
    public Figures figures() {
      return new Figures(Map.of("recall", recall, "precision", Double.NaN));
    }

    @Override
    public Map<String, Figures> byClass() {
      return Map.of();
    }

    @Override
    public long support() {
      return 10;
    }

    @Override
    public List<LedgerEntry> ledger() {
      return List.of();
    }

    @Override
    public List<String> sequences() {
      return List.of("film");
    }

    @Override
    public Figures resampled(int[] times) {
      return figures();
    }

    @Override
    public Figures resampled(String label, int[] times) {
      return resampled(times);
    }
  }
}
