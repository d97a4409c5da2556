package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.evaluation.run.EvaluationId;
import dev.reelstate.evaluation.run.EvaluationRun;
import dev.reelstate.evaluation.run.KeptRun;
import dev.reelstate.evaluation.run.ModelVersion;
import dev.reelstate.evaluation.run.RunSummary;
import dev.reelstate.examples.dashboard.view.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run, as clients see it.
 *
 * @param state whether it is being scored, is kept, or came to nothing
 * @param reason why it came to nothing, or null
 * @param result what came of it, or null until it is kept
 */
@Wire
record RunView(
    String id,
    String state,
    @Nullable String reason,
    ModelView model,
    @Nullable Result result) {

  /** A model. */
  @Wire
  record ModelView(String name, String version) {

    ModelView {
      Bodies.require("name", name);
      Bodies.require("version", version);
    }

    static ModelView of(ModelVersion model) {
      return new ModelView(model.name(), model.version());
    }
  }

  /**
   * What came of a run.
   *
   * @param project the project of its videos, or null if another program kept it
   * @param parameters how it was scored
   * @param pieces whether ranges speak of other scenes of these videos, rather than of other videos
   * @param unavailable why its mistakes cannot be shown, or null if they can
   */
  @Wire
  record Result(
      Instant savedAt,
      @Nullable String project,
      String by,
      Map<String, String> parameters,
      boolean pieces,
      long entries,
      PartView overall,
      List<PartView> classes,
      List<VideoView> videos,
      @Nullable GateView gate,
      @Nullable String unavailable) {}

  /**
   * A video of a run.
   *
   * @param id its identity, or the name of the sequence if another program kept the run
   * @param truth the revision of the truth, or null if it is gone
   * @param predictions the revision with the predictions, or null if it is gone
   */
  @Wire
  record VideoView(
      String id,
      String title,
      @Nullable Integer truth,
      @Nullable Integer predictions) {}

  /** A run in a list. */
  @Wire
  record Summary(
      String id,
      ModelView model,
      Instant savedAt,
      @Nullable String project,
      String by,
      int videos,
      Map<String, String> parameters,
      PartView overall,
      @Nullable String verdict) {

    static Summary of(RunSummary run) {
      Map<String, String> kept = run.parameters();
      GateView gate = Plan.verdict(kept);
      return new Summary(
          run.id().toString(),
          ModelView.of(run.model()),
          run.savedAt(),
          Plan.project(kept).orElse(null),
          Plan.by(kept),
          Plan.predictions(kept).size(),
          Plan.scoring(kept),
          PartView.of("", run.overall()),
          gate == null ? null : gate.verdict());
    }
  }

  static RunView begun(EvaluationId id, Plan plan) {
    return new RunView(id.toString(), "scoring", null, ModelView.of(plan.model()), null);
  }

  static RunView failed(EvaluationId id, Scoring.Failed failed) {
    ModelView model = ModelView.of(failed.plan().model());
    return new RunView(id.toString(), "failed", failed.reason(), model, null);
  }

  static RunView of(KeptRun kept, List<VideoView> videos, @Nullable String unavailable) {
    EvaluationRun run = kept.run();
    Map<String, String> parameters = run.parameters();
    Result result = new Result(
        kept.savedAt(),
        Plan.project(parameters).orElse(null),
        Plan.by(parameters),
        Plan.scoring(parameters),
        Drawing.drawsPieces(run.truth().size()),
        kept.entries(),
        PartView.of("", run.overall()),
        run.byClass().entrySet().stream()
            .map(one -> PartView.of(one.getKey(), one.getValue()))
            .toList(),
        videos,
        Plan.verdict(parameters),
        unavailable);
    return new RunView(run.id().toString(), "kept", null, ModelView.of(run.model()), result);
  }
}
