package dev.reelstate.spi;

import dev.reelstate.StoredText;
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

  /** The claim under which the attempt ran. */
  Claim claim();

  /**
   * The work is done, and its bytes are in the storage.
   *
   * @param claim the claim
   * @param artifacts what was produced
   * @param media the facts found, or null if the task did not inspect the file
   * @param plan further tasks to plan; those that no task of the plan blocks become ready at once
   * @param publishes whether this completes the generation: its artifacts are published and the
   *     video is completed
   * @param cpu processor time used, or null when unknown
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
   * The attempt failed. Without a retry, the task fails, and its video is rejected if the failure's
   * code says so, else failed; the video's other unsettled tasks are cancelled.
   *
   * @param claim the claim
   * @param failure why
   * @param retryIn the delay until the retry, by the store's clock, or null for no retry
   * @param cpu processor time used, or null when unknown
   */
  record Failed(
      Claim claim,
      Failure failure,
      @Nullable Duration retryIn,
      @Nullable Duration cpu) implements TaskReport {}

  /**
   * The task asks to be run again later. It becomes scheduled, its attempt is given back as if it
   * had not been made, and its wait is on record until it succeeds or its video is resumed.
   *
   * @param claim the claim
   * @param in the delay until it is due, by the store's clock; not negative
   * @param note a text that the next claims carry
   */
  record Postponed(Claim claim, Duration in, String note) implements TaskReport {

    /**
     * Checks the delay and the note.
     *
     * @throws IllegalArgumentException if the delay is negative or the note contains characters
     *     that no store can keep
     */
    public Postponed {
      if (in.isNegative()) {
        throw new IllegalArgumentException("A task cannot be run again in the past.");
      }
      StoredText.text("the task's note", note);
    }
  }

  /**
   * The task is handed back unfinished and is ready for any node; this does not count as a failed
   * attempt.
   *
   * @param claim the claim
   */
  record Released(Claim claim) implements TaskReport {}
}
