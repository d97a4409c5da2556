package dev.reelstate.processing.steps;

import dev.reelstate.processing.engine.WorkerStep;
import dev.reelstate.processing.media.Inspection;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.StepResult;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Video;
import java.util.Optional;
import java.util.Set;

/** Inspects a file, and plans the tasks that follow. */
final class InspectStep implements WorkerStep {

  private final MediaWork work;
  private final Recipes recipes;
  private final MissingRecipes missing;

  InspectStep(MediaWork work, Recipes recipes, MissingRecipes missing) {
    this.work = work;
    this.recipes = recipes;
    this.missing = missing;
  }

  @Override
  public String name() {
    return Planner.INSPECT;
  }

  @Override
  public Set<String> after() {
    return Set.of();
  }

  @Override
  public Optional<Failure> workerFault() {
    return work.workerFault();
  }

  @Override
  public StepResult run(StepContext context) throws Exception {
    Video video = context.video();
    Planner planner =
        recipes.plannerFor(video, context.claim().input()).orElseThrow(() -> unknown(video));
    Inspection found = work.inspect(context, planner.partLength());
    return StepResult.inspected(found.media(), planner.plan(found));
  }

  /** Another recipe must not take its place, and another node may know it. */
  private StepException unknown(Video video) {
    String name = recipes.nameOf(video);
    missing.add(video.id(), name);
    return new StepException(Failure.retryable(
        FailureCode.UNKNOWN_RECIPE,
        "No running application knows the recipe \"" + name + "\" in the form that the video asks"
            + " for; start one that does, or process the video again with another recipe."));
  }
}
