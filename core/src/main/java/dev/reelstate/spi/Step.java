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
 *
 * <p>A platform reads everything but {@link #run} once, when the step is registered, and refuses a
 * step whose values are out of their ranges.
 */
public interface Step {

  /**
   * Its name: up to 64 lower-case letters, digits and dashes, starting with a letter; unique in a
   * platform and stable, because tasks are stored under it.
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

  /** How long one attempt may take, more than zero; by default 6 hours. */
  default Duration timeLimit() {
    return Duration.ofHours(6);
  }

  /**
   * How long one attempt may go without progress before it is stopped and retried, more than zero;
   * by default 10 minutes.
   */
  default Duration stallLimit() {
    return Duration.ofMinutes(10);
  }

  /**
   * How long a task may {@linkplain StepResult#again ask to be run again} before it fails with the
   * code TIME_LIMIT, by the store's clock since it first asked, more than zero; by default 7 days.
   */
  default Duration waitLimit() {
    return Duration.ofDays(7);
  }

  /**
   * How many of its tasks may run at once, across all nodes that share the store, 1 to 10,000; by
   * default unlimited.
   */
  default OptionalInt limit() {
    return OptionalInt.empty();
  }

  /**
   * Its share of the whole work, where rendering is 100: more than 0, at most a million; by default
   * 10.
   */
  default double weight() {
    return 10;
  }

  /**
   * Does the work of one task. Runs on a thread that is interrupted when the work must stop. A step
   * that goes on regardless is given up after a grace period: the attempt ends without it, and
   * whatever it still does has no effect.
   *
   * @return what the task produced. A host's step neither inspects nor publishes; of the built-in
   *     steps, it may plan only {@code publish}, and that only in a generation whose plan has none
   * @throws StepException to fail with a specific code
   * @throws InterruptedException when stopped
   * @throws Exception any other exception, or error, is a retryable failure with the code
   *     STEP_FAILED, whose detail names it; one that the context threw because the storage or the
   *     store failed keeps the code of that
   */
  StepResult run(StepContext context) throws Exception;
}
