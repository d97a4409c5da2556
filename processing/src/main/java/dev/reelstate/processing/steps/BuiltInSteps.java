package dev.reelstate.processing.steps;

import dev.reelstate.detection.Detector;
import dev.reelstate.processing.proposal.DetectStep;
import dev.reelstate.processing.worker.WorkerPool;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.VideoStore;
import java.util.List;
import java.util.Map;

/**
 * The steps that process every video: inspect, render, join, detect and publish. Immutable and
 * thread-safe.
 */
public final class BuiltInSteps {

  private final Recipes recipes;
  private final MissingRecipes missing;

  /**
   * Steps that plan by recipes.
   *
   * @param missing told which videos wait for a recipe that is not among them
   */
  public BuiltInSteps(Recipes recipes, MissingRecipes missing) {
    this.recipes = recipes;
    this.missing = missing;
  }

  /**
   * Creates the steps, which run their media operations in the given workers.
   *
   * @param detectors those of the host, by name
   */
  public List<Step> in(
      WorkerPool workers, MediaStorage storage, VideoStore store, Map<String, Detector> detectors) {
    MediaWork work = new MediaWork(workers, storage, store.tasks(), store.videos());
    return List.of(
        new InspectStep(work, recipes, missing),
        new RenderStep(work),
        new JoinStep(work),
        new DetectStep(workers, storage, store.groundTruth(), detectors),
        new PublishStep(storage));
  }

  /** Whether this is the name of a built-in step, which no step of the host may have. */
  public static boolean isBuiltIn(String name) {
    return Planner.isBuiltIn(name);
  }
}
