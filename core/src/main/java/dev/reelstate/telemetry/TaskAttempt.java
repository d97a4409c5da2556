package dev.reelstate.telemetry;

import dev.reelstate.task.TaskId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attempt at a task as it begins. Immutable and thread-safe.
 *
 * @param task the task
 * @param number which attempt it is, from 1
 * @param node the node that runs it
 * @param parent the trace that the video was ingested in, or null if there is none
 */
public record TaskAttempt(
    TaskId task, int number, String node, @Nullable TraceParent parent) {

  /** The trace that the video was ingested in, if there is one. */
  public Optional<TraceParent> trace() {
    return Optional.ofNullable(parent);
  }
}
