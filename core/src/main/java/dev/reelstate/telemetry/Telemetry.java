package dev.reelstate.telemetry;

import dev.reelstate.task.TaskId;
import java.time.Duration;
import java.util.Optional;

/**
 * Receives what a platform measures. All methods have defaults that do nothing.
 *
 * <p>Implementations are thread-safe and quick: the methods are called on the threads that do the
 * work. What they throw is logged and ignored.
 */
public interface Telemetry {

  /**
   * The host's current trace, which the video keeps. Called on the thread that ingests a video. Its
   * tasks belong to that trace on whatever node they run.
   */
  default Optional<TraceParent> currentTrace() {
    return Optional.empty();
  }

  /**
   * Whether attempts need the trace of their video, which costs one query each; by default false.
   */
  default boolean readsTraces() {
    return false;
  }

  /**
   * An attempt at a task begins on this thread.
   *
   * @return what is told of its end
   */
  default Span taskStarted(TaskAttempt attempt) {
    return Span.NONE;
  }

  /** The store refused the outcome of an attempt, because its claim had been lost. */
  default void outcomeRefused(TaskId task) {}

  /** This node could not renew its lease in time, and lost all its claims. */
  default void leaseLost(String node) {}

  /** An upload ended. */
  default void uploaded(UploadEnd end) {}

  /**
   * A worker process was started.
   *
   * @param duration how long that took
   */
  default void workerStarted(Duration duration) {}

  /** A worker process ended. */
  default void workerEnded(WorkerEnd why) {}

  /** The node has measured itself and the queue; called every few seconds on one thread. */
  default void measured(NodeState state) {}

  /** An attempt at a task that is running. */
  @FunctionalInterface
  interface Span {

    /** Does nothing. */
    Span NONE = end -> {};

    /** The attempt ended; called once, on the thread that it began on. */
    void ended(TaskEnd end);
  }
}
