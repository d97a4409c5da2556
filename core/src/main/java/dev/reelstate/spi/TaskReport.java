package dev.reelstate.spi;

import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.MediaInfo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an attempt at a task ended. */
public sealed interface TaskReport {

  /** The claim under which it was made. */
  Claim claim();

  /**
   * The work is done, and its bytes are in the storage.
   *
   * @param claim the claim
   * @param artifacts what was made
   * @param media the facts found, or null if the task did not inspect
   * @param plan further tasks to plan; those that no task of the plan holds back become ready at
   *     once
   * @param publishes whether this completes the generation: its artifacts are published and the
   *     video is completed
   * @param cpu processor time used, or null when not known
   */
  record Succeeded(
      Claim claim,
      List<Artifact> artifacts,
      @Nullable MediaInfo media,
      List<TaskSpec> plan,
      boolean publishes,
      @Nullable Duration cpu)
      implements TaskReport {

    /** Copies the lists. */
    public Succeeded {
      artifacts = List.copyOf(artifacts);
      plan = List.copyOf(plan);
    }
  }

  /**
   * The attempt failed. Without a retry the task is failed, and so is its video: rejected if the
   * failure's code says so, else failed; its other unsettled tasks are cancelled.
   *
   * @param claim the claim
   * @param failure why
   * @param retryIn after how long it is tried again, by the store's clock, or null for never
   * @param cpu processor time used, or null when not known
   */
  record Failed(
      Claim claim,
      Failure failure,
      @Nullable Duration retryIn,
      @Nullable Duration cpu) implements TaskReport {}

  /**
   * The task is handed back unfinished and ready for anybody; this does not count as a try.
   *
   * @param claim the claim
   */
  record Released(Claim claim) implements TaskReport {}
}
