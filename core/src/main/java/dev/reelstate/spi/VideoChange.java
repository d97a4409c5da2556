package dev.reelstate.spi;

import dev.reelstate.task.Failure;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.Original;
import dev.reelstate.video.RecipeRef;
import dev.reelstate.video.VideoStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change to a video that leads to another status. */
public sealed interface VideoChange {

  /** The status it leads to. */
  VideoStatus to();

  /**
   * All bytes have arrived.
   *
   * @param original the file as received
   */
  record Received(Original original) implements VideoChange {
    @Override
    public VideoStatus to() {
      return VideoStatus.UPLOADED;
    }
  }

  /**
   * A new generation is planned. The video's failure and progress are reset; the published
   * generation stays readable.
   *
   * @param plan the first tasks; these may plan further ones
   * @param recipe the recipe that the plan follows, or null to leave that of the video as it is
   */
  record Queued(List<TaskSpec> plan, @Nullable RecipeRef recipe) implements VideoChange {

    /** Copies the list. */
    public Queued {
      plan = List.copyOf(plan);
    }

    /** A plan that leaves the video's recipe as it is. */
    public Queued(List<TaskSpec> plan) {
      this(plan, null);
    }

    @Override
    public VideoStatus to() {
      return VideoStatus.QUEUED;
    }
  }

  /**
   * The current generation resumes: its failed and cancelled tasks start over, and what succeeded
   * is kept.
   */
  record Resumed() implements VideoChange {
    @Override
    public VideoStatus to() {
      return VideoStatus.QUEUED;
    }
  }

  /** The upload restarts from its first byte. */
  record Restarted() implements VideoChange {
    @Override
    public VideoStatus to() {
      return VideoStatus.UPLOADING;
    }
  }

  /**
   * The video stops: failed, rejected, cancelled or deleted. Its unsettled tasks are cancelled, and
   * writes of those still running are refused from now on. A deleted video releases its upload key.
   *
   * @param to failed, rejected, cancelled or deleted
   * @param failure why, when failed or rejected, else null
   */
  record Stopped(VideoStatus to, @Nullable Failure failure) implements VideoChange {

    /**
     * Checks the target.
     *
     * @throws IllegalArgumentException if it is not one of the four, or a failure is missing or
     *     unexpected
     */
    public Stopped {
      boolean atFault = to == VideoStatus.FAILED || to == VideoStatus.REJECTED;
      if (!atFault && to != VideoStatus.CANCELLED && to != VideoStatus.DELETED) {
        throw new IllegalArgumentException(
            "A video cannot be stopped with the status " + to.wireName() + ".");
      }
      if (atFault == (failure == null)) {
        throw new IllegalArgumentException(
            "A failed or rejected video needs a failure; any other must have none.");
      }
    }
  }
}
