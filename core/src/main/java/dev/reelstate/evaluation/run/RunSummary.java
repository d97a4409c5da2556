package dev.reelstate.evaluation.run;

import java.time.Instant;
import java.util.Map;

/**
 * A kept run without its classes and its truth, for lists. Immutable and thread-safe.
 *
 * @param id the run's identity
 * @param kind the kind of evaluation
 * @param model the model
 * @param datasetHash identifies the truth; see {@link EvaluationRun#datasetHash()}
 * @param parameters the parameters by name, as they were used
 * @param overall the result over everything
 * @param entries how many entries its ledger has
 * @param savedAt when it was saved, by the store's clock
 */
public record RunSummary(
    EvaluationId id,
    String kind,
    ModelVersion model,
    String datasetHash,
    Map<String, String> parameters,
    RunPart overall,
    long entries,
    Instant savedAt) {

  /** Copies the parameters. */
  public RunSummary {
    parameters = Map.copyOf(parameters);
  }

  /** The summary of a run. */
  public static RunSummary of(KeptRun kept) {
    EvaluationRun run = kept.run();
    return new RunSummary(
        run.id(),
        run.kind(),
        run.model(),
        run.datasetHash(),
        run.parameters(),
        run.overall(),
        kept.entries(),
        kept.savedAt());
  }
}
