package dev.reelstate.evaluation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import dev.reelstate.evaluation.run.RunPart.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationRunTest {

  private static final ModelVersion MODEL = new ModelVersion("yolo", "8");
  private static final Map<String, String> HASHES = Map.of("a", "1", "b", "2");

  @Test
  void it_takes_everything_from_the_result() {
    EvaluationRun run = EvaluationRun.of(MODEL, new Result(), HASHES);

    assertThat(run.kind()).isEqualTo("detection");
    assertThat(run.truth()).containsExactly(new TruthRef("b", "2"), new TruthRef("a", "1"));
    assertThat(run.parameters()).isEqualTo(Map.of("iou", "0.5"));
    assertThat(run.overall().figures().get("AP")).hasValue(0.25);
    assertThat(run.overall().figures().get("APsmall")).isEmpty();
    assertThat(run.overall().support()).isEqualTo(2);
    assertThat(run.byClass().keySet()).containsExactly("cat", "dog");
    assertThat(run.byClass().get("cat")).isEqualTo(RunPart.of(figures("AP", 0.25), 2));
    assertThat(run.byClass().get("dog")).isEqualTo(RunPart.of(figures("AP", Double.NaN), 0));
  }

  @Test
  void a_sequence_without_the_hash_of_its_truth_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EvaluationRun.of(MODEL, new Result(), Map.of("a", "1")))
        .withMessage("The sequence \"b\" needs the hash of its truth.");
  }

  @Test
  void the_truth_is_the_same_in_any_order() {
    String hash = run(new TruthRef("a", "1"), new TruthRef("b", "2")).datasetHash();

    assertThat(hash)
        .isEqualTo(run(new TruthRef("b", "2"), new TruthRef("a", "1")).datasetHash())
        .hasSize(64)
        .isNotEqualTo(run(new TruthRef("a", "1")).datasetHash())
        .isNotEqualTo(run(new TruthRef("a", "2"), new TruthRef("b", "1")).datasetHash())
        .isNotEqualTo(run(new TruthRef("a1", "1"), new TruthRef("b", "2")).datasetHash());
    assertThat(run(new TruthRef("a1:1", "x")).datasetHash())
        .isNotEqualTo(run(new TruthRef("a", "1:1x")).datasetHash());
  }

  /** Databases hold the hash, so a change of its form must not go unnoticed. */
  @Test
  void the_hash_of_the_truth_is_the_same_in_every_release() {
    assertThat(run(new TruthRef("b", "2"), new TruthRef("a é", "1")).datasetHash())
        .isEqualTo("79d40020f83aeb5f3ad75d11a3a05e0c353c3a306dcbb73692e2c1777ea7c50d");
  }

  @Test
  void runs_can_be_compared_if_truth_and_parameters_are_the_same() {
    EvaluationRun base = EvaluationRun.of(MODEL, new Result(), HASHES);
    EvaluationRun next = EvaluationRun.of(new ModelVersion("yolo", "9"), new Result(), HASHES);
    EvaluationRun other = new EvaluationRun(
        EvaluationId.create(),
        "events",
        MODEL,
        List.of(new TruthRef("a", "1"), new TruthRef("b", "3"), new TruthRef("c", "4")),
        Map.of("tolerance", "PT1S"),
        base.overall(),
        Map.of());

    assertThat(next.differencesFrom(base)).isEmpty();
    assertThat(base.differencesFrom(other))
        .containsExactly(
            "One is an evaluation of detection, the other of events.",
            "They were scored against different truth: of 2 and 3 sequences, 1 have the same.",
            "The parameter iou is 0.5 in one and absent in the other.",
            "The parameter tolerance is absent in one and PT1S in the other.");
  }

  @Test
  void a_figure_keeps_its_place_and_may_have_a_range() {
    Figures figures = figures("Z", 1.0, "A", -0.0, "M", Double.NaN);
    RunPart part = RunPart.of(figures, 1).withRanges(Map.of("A", new Range(-0.0, 0.5, 0.95)));

    assertThat(part.figures().values().keySet()).containsExactly("Z", "A", "M");
    assertThat(part.figures().values()).containsEntry("A", 0.0);
    assertThat(part.ranges()).isEqualTo(Map.of("A", new Range(0, 0.5, 0.95)));
  }

  @Test
  void a_part_refuses_what_is_no_result() {
    RunPart part = RunPart.of(figures("AP", 1.0), 1);

    assertThatIllegalArgumentException().isThrownBy(() -> RunPart.of(part.figures(), -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunPart.of(figures("AP", Double.NEGATIVE_INFINITY), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> part.withRanges(Map.of("ap", new Range(0, 1, 0.95))));
  }

  @ParameterizedTest
  @CsvSource({"0.6, 0.5, 0.95", "NaN, 1, 0.95", "0, Infinity, 0.95", "0, 1, 0", "0, 1, 1"})
  void a_range_that_is_none_is_refused(double low, double high, double confidence) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Range(low, high, confidence));
  }

  @Test
  void a_sequence_that_occurs_twice_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(new TruthRef("a", "1"), new TruthRef("a", "2")))
        .withMessageContaining("\"a\" occurs twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\0b"})
  void a_name_that_is_none_is_refused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ModelVersion(name, "1"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ModelVersion("yolo", name));
    assertThatIllegalArgumentException().isThrownBy(() -> new TruthRef(name, "1"));
    assertThatIllegalArgumentException().isThrownBy(() -> new TruthRef("a", name));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1001})
  void a_page_has_a_size(int limit) {
    assertThatIllegalArgumentException().isThrownBy(() -> RunQuery.all().withLimit(limit));
  }

  private static EvaluationRun run(TruthRef... truth) {
    return new EvaluationRun(
        EvaluationId.create(),
        "detection",
        MODEL,
        List.of(truth),
        Map.of(),
        RunPart.of(figures(), 0),
        Map.of());
  }

  private static Figures figures(Object... namesAndValues) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      figures.put((String) namesAndValues[i], (Double) namesAndValues[i + 1]);
    }
    return new Figures(figures);
  }

  /** Two cats, of which one was found, and a dog that is ignored. */
  private static final class Result implements Scored {

    @Override
    public String kind() {
      return "detection";
    }

    @Override
    public Map<String, String> parameters() {
      return Map.of("iou", "0.5");
    }

    @Override
    public Figures figures() {
      return EvaluationRunTest.figures("AP", 0.25, "APsmall", Double.NaN);
    }

    @Override
    public Map<String, Figures> byClass() {
      return Map.of(
          "dog",
          EvaluationRunTest.figures("AP", Double.NaN),
          "cat",
          EvaluationRunTest.figures("AP", 0.25));
    }

    @Override
    public long support() {
      return 2;
    }

    @Override
    public List<LedgerEntry> ledger() {
      return List.of(
          new LedgerEntry(0, 0, false, 0, "cat", null, Verdict.HIT, 0, 0.8),
          new LedgerEntry(0, 0, false, 1, "dog", null, Verdict.IGNORED, null, null),
          new LedgerEntry(0, 0, true, 0, "cat", null, Verdict.HIT, 0, 0.8),
          new LedgerEntry(1, 0, false, 0, "cat", null, Verdict.MISSED, null, null));
    }

    @Override
    public List<String> sequences() {
      return List.of("b", "a");
    }

    @Override
    public Figures resampled(int[] times) {
      throw new UnsupportedOperationException("Nobody draws from this result.");
    }

    @Override
    public Figures resampled(String label, int[] times) {
      return resampled(times);
    }
  }
}
