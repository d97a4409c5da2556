package dev.reelstate.spi;

import dev.reelstate.task.RetryPolicy;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A kind of work on a video. Reelstate's own steps and a host's steps both run as tasks, which are
 * claimed, leased, retried, timed and recorded.
 *
 * <p>One instance runs any number of tasks at once, so it must be thread-safe. A task may run more
 * than once (after a crash, say), so effects outside its outputs must be safe to repeat.
 */
public interface Step {

  /**
   * Its name: up to 64 lower-case letters, digits and dashes; unique in a platform and stable,
   * because tasks are stored under it.
   */
  String name();

  /** Names of the steps that must succeed first; by default {@code render}. */
  default Set<String> after() {
    return Set.of("render");
  }

  /** How its failures are retried; by default {@link RetryPolicy#standard()}. */
  default RetryPolicy retryPolicy() {
    return RetryPolicy.standard();
  }

  /** How long one attempt may take; by default 6 hours. */
  default Duration timeLimit() {
    return Duration.ofHours(6);
  }

  /**
   * How long one attempt may go without progress before it is stopped and retried; by default 10
   * minutes.
   */
  default Duration stallLimit() {
    return Duration.ofMinutes(10);
  }

  /**
   * How many of its tasks may run at once, across all nodes that share the store; by default
   * unlimited.
   */
  default OptionalInt limit() {
    return OptionalInt.empty();
  }

  /** Its share of the whole work, where rendering is 100; by default 10. */
  default double weight() {
    return 10;
  }

  /**
   * Does the work of one task. Runs on a thread that is interrupted when the work must stop.
   *
   * @return what the task produced
   * @throws StepException to fail with a specific code
   * @throws InterruptedException when stopped
   * @throws Exception any other exception is a retryable failure with the code STEP_FAILED
   */
  StepResult run(StepContext context) throws Exception;
}
