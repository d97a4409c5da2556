package dev.reelstate.processing.steps;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.worker.WorkerPool;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.task.TaskSpec;
import java.util.List;
import java.util.Map;

/**
 * The steps that process every video: inspect, render, join and publish. Immutable and thread-safe.
 */
public final class BuiltInSteps {

  private final Planner planner;

  /**
   * Checks the recipe against the steps that the host has registered.
   *
   * @param hostSteps by name
   * @throws ReelstateException INVALID_REQUEST if the recipe names a step that is not registered,
   *     or one that waits for something unknown
   */
  public BuiltInSteps(Recipe recipe, Map<String, Step> hostSteps) {
    this.planner = new Planner(recipe, hostSteps);
  }

  /** The steps, running their media operations in these workers. */
  public List<Step> in(WorkerPool workers, MediaStorage storage, TaskQueue tasks) {
    MediaWork work = new MediaWork(workers, storage, tasks);
    return List.of(
        new InspectStep(work, planner),
        new RenderStep(work),
        new JoinStep(work),
        new PublishStep(storage));
  }

  /** Whether a step of the host's may not have this name. */
  public static boolean isBuiltIn(String name) {
    return Planner.isBuiltIn(name);
  }

  /** The first task of every generation. */
  public static List<TaskSpec> start() {
    return Planner.start();
  }
}
