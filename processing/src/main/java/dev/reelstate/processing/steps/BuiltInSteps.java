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
   * @param hostSteps the registered steps, by name
   * @throws ReelstateException INVALID_REQUEST if the recipe names a step that is not registered,
   *     or one that waits for an unknown step
   */
  public BuiltInSteps(Recipe recipe, Map<String, Step> hostSteps) {
    this.planner = new Planner(recipe, hostSteps);
  }

  /** Creates the steps, which run their media operations in the given workers. */
  public List<Step> in(WorkerPool workers, MediaStorage storage, TaskQueue tasks) {
    MediaWork work = new MediaWork(workers, storage, tasks);
    return List.of(
        new InspectStep(work, planner),
        new RenderStep(work),
        new JoinStep(work),
        new PublishStep(storage));
  }

  /** Whether this is the name of a built-in step, which no step of the host may have. */
  public static boolean isBuiltIn(String name) {
    return Planner.isBuiltIn(name);
  }

  /** The first task of every generation. */
  public static List<TaskSpec> start() {
    return Planner.start();
  }
}
