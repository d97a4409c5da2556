package dev.reelstate.telemetry;

import dev.reelstate.task.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt at a task ended. Immutable and thread-safe.
 *
 * @param outcome how it ended
 * @param failure why it failed, else null
 * @param duration how long it ran
 * @param cpu processor time used by it and its child processes, as far as it was reported
 * @param media the length of the film that it worked on, in presented time; zero if unknown
 * @param bytes the total size of its artifacts
 */
public record TaskEnd(
    Outcome outcome,
    @Nullable Failure failure,
    Duration duration,
    Duration cpu,
    Duration media,
    long bytes) {

  /** How an attempt ended, as its node saw it. Later releases may add constants. */
  public enum Outcome {
    /** The work is done. */
    SUCCEEDED,
    /** The attempt failed, and the task will be tried again. */
    RETRIED,
    /** The attempt failed, and with it the task and its video. */
    FAILED,
    /** The attempt was handed back unfinished, because the node closes or cannot work. */
    RELEASED,
    /** The claim was lost: the video was settled elsewhere, or the node's lease ended. */
    LOST
  }
}
