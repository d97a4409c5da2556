package dev.reelstate.testkit.contract;

import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import dev.reelstate.evaluation.run.EvaluationId;
import dev.reelstate.evaluation.run.EvaluationRun;
import dev.reelstate.evaluation.run.ModelVersion;
import dev.reelstate.evaluation.run.RunPart;
import dev.reelstate.evaluation.run.TruthRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Evaluation runs to save, and their ledgers. */
public final class Runs {

  /** Entries with every verdict, and with everything that an entry may have or lack. */
  public static final List<LedgerEntry> EVERY_VERDICT = Stream.concat(
          Stream.of(Verdict.values())
              .map(verdict -> new LedgerEntry(0, 0, true, 0, "cat", "7", verdict, 0, 1.0 / 3)),
          Stream.of(
              entry("Cat ", null),
              new LedgerEntry(1, 2, false, 3, "🐈 \n", "", Verdict.MISSED, null, null)))
      .toList();

  private static final String HASH = "0".repeat(64);

  private Runs() {}

  /** A run with everything that a run may have. */
  public static EvaluationRun full() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("AP", 1.0 / 3);
    figures.put("APsmall", Double.NaN);
    figures.put("AP50", -0.0);
    figures.put("MOTA", -1e300);
    RunPart overall = new RunPart(
        new Figures(figures), 1L << 40, Map.of("AP", new RunPart.Range(-0.25, 0.5, 0.95)));
    return new EvaluationRun(
        EvaluationId.create(),
        "detection",
        new ModelVersion("detector \"n\"", "1.0 é"),
        List.of(new TruthRef("z", HASH), new TruthRef("a 🎬\n", HASH), new TruthRef("Z", "1")),
        Map.of("iou", "0.5:0.95", "", "\\ \"é\u2028"),
        overall,
        Map.of("dog", RunPart.of(new Figures(figures), 0), "Dog ", overall));
  }

  /** A run that found nothing and has no truth. */
  static EvaluationRun empty() {
    return of("events", "none");
  }

  /** A run of a model. */
  static EvaluationRun of(String kind, String model) {
    return new EvaluationRun(
        EvaluationId.create(),
        kind,
        new ModelVersion(model, "1"),
        List.of(),
        Map.of(),
        RunPart.of(new Figures(Map.of()), 0),
        Map.of());
  }

  static LedgerEntry entry(String label, @Nullable String track) {
    return new LedgerEntry(0, 1, true, 2, label, track, Verdict.BACKGROUND, null, null);
  }

  /** A ledger of so many different entries. */
  public static List<LedgerEntry> ledger(int entries) {
    return IntStream.range(0, entries)
        .mapToObj(i -> new LedgerEntry(
            i / 1000, i / 10 % 100, i % 2 == 0, i % 10, "cat", null, Verdict.HIT, i % 7, i / 1e6))
        .toList();
  }
}
