package dev.reelstate.processing.steps;

import dev.reelstate.processing.engine.WorkerStep;
import dev.reelstate.processing.ladder.LadderPlan;
import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.reuse.EarlierRun;
import dev.reelstate.processing.reuse.Reuse;
import dev.reelstate.processing.steps.Planner.PartChoice;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.StepResult;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Video;
import java.io.IOException;
import java.util.List;
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
    Planner general =
        recipes.plannerFor(video, context.claim().input()).orElseThrow(() -> unknown(video));
    Inspection found = work.inspect(context, general.partLength(), general.mayTry());
    Planner planner = adapted(context, general, found);
    List<EarlierRun> runs = work.earlierRuns(context);
    PartChoice choice = (spec, parts) ->
        Reuse.planned(work.request(context, found.media(), spec, parts), runs, work.storage());
    return StepResult.inspected(
        found.media(), planner.plan(found, runs.isEmpty() ? PartChoice.EVERYTHING : choice));
  }

  /** The planner that knows the ladder of this film, if the recipe asks for one. */
  private Planner adapted(StepContext context, Planner general, Inspection found)
      throws StepException, IOException, InterruptedException {
    Optional<LadderPlan> ladders = general.ladders(found.media());
    return ladders.isEmpty()
        ? general
        : general.with(
            ladders.get().chosen(work.tryOut(context, ladders.get().trial(found.media()))));
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
