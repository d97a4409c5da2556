package dev.reelstate.spi;

import dev.reelstate.task.Failure;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.Original;
import dev.reelstate.video.VideoStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of a video that leads to another status. */
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
   * A new generation is planned. Its failure and progress start afresh; the published generation
   * stays readable.
   *
   * @param plan the first tasks; further ones may be planned by what these find
   */
  record Queued(List<TaskSpec> plan) implements VideoChange {

    /** Copies the list. */
    public Queued {
      plan = List.copyOf(plan);
    }

    @Override
    public VideoStatus to() {
      return VideoStatus.QUEUED;
    }
  }

  /**
   * The current generation goes on: its failed and cancelled tasks are tried afresh, what succeeded
   * is kept.
   */
  record Resumed() implements VideoChange {
    @Override
    public VideoStatus to() {
      return VideoStatus.QUEUED;
    }
  }

  /** The upload starts again from its first byte. */
  record Restarted() implements VideoChange {
    @Override
    public VideoStatus to() {
      return VideoStatus.UPLOADING;
    }
  }

  /**
   * It ends here: failed, rejected, cancelled or deleted. Its unsettled tasks are cancelled, and
   * writes of those that run are refused from now on. A deleted video gives its upload key up.
   *
   * @param to failed, rejected, cancelled or deleted
   * @param failure why, when failed or rejected, else null
   */
  record Stopped(VideoStatus to, @Nullable Failure failure) implements VideoChange {

    /**
     * Checks the target.
     *
     * @throws IllegalArgumentException if it is not one of the four, or a failure is missing or out
     *     of place
     */
    public Stopped {
      boolean atFault = to == VideoStatus.FAILED || to == VideoStatus.REJECTED;
      if (!atFault && to != VideoStatus.CANCELLED && to != VideoStatus.DELETED) {
        throw new IllegalArgumentException(
            "A video is not stopped by becoming " + to.wireName() + ".");
      }
      if (atFault == (failure == null)) {
        throw new IllegalArgumentException(
            "A failed or rejected video has a failure, and no other has.");
      }
    }
  }
}
