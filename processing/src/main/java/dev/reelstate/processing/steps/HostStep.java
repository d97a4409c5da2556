package dev.reelstate.processing.steps;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.engine.Thrown;
import dev.reelstate.spi.InvalidOutputException;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.StepResult;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.RetryPolicy;
import dev.reelstate.task.TaskSpec;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step of the host's: its values as they were when it was registered, and its work with whatever
 * it throws told apart from faults of our own. As thread-safe as the host's step.
 */
public final class HostStep implements Step {

  private final Step work;
  private final HostStepValues values;

  private HostStep(Step work, HostStepValues values) {
    this.work = work;
    this.values = values;
  }

  /**
   * Reads the values of a step, once.
   *
   * @throws ReelstateException INVALID_REQUEST if one is missing, out of its range or throws; the
   *     message names the step
   */
  public static HostStep of(Step step) {
    return new HostStep(step, HostStepValues.of(step));
  }

  @Override
  public String name() {
    return values.name();
  }

  @Override
  public Set<String> after() {
    return values.after();
  }

  @Override
  public RetryPolicy retryPolicy() {
    return values.retryPolicy();
  }

  @Override
  public Duration timeLimit() {
    return values.timeLimit();
  }

  @Override
  public Duration stallLimit() {
    return values.stallLimit();
  }

  @Override
  public Duration waitLimit() {
    return values.waitLimit();
  }

  @Override
  public OptionalInt limit() {
    return values.limit();
  }

  @Override
  public double weight() {
    return values.weight();
  }

  @Override
  public StepResult run(StepContext context) throws Exception {
    HostContext own = new HostContext(context);
    StepResult result;
    try {
      result = work.run(own);
    } catch (InvalidOutputException | InterruptedException e) {
      throw e;
    } catch (StepException e) {
      throw new StepException(permitted(e.failure()), Thrown.printable(e));
    } catch (Throwable e) {
      throw translated(own, e);
    }
    return permitted(result);
  }

  /** A failure that says that the file is at fault is not for a host's step to give. */
  private Failure permitted(@Nullable Failure failure) {
    if (failure == null) {
      return Failure.retryable(
          FailureCode.STEP_FAILED, "The step \"" + name() + "\" failed without saying why.");
    }
    if (!failure.code().rejects()) {
      return failure;
    }
    String detail = failure.code() + (failure.detail() == null ? "" : ": " + failure.detail());
    return Failure.permanent(FailureCode.STEP_FAILED, failure.message())
        .withDetail(detail)
        .withFacts(failure.facts());
  }

  private Exception translated(HostContext own, Throwable thrown) {
    Exception ours = own.ownCauseOf(thrown).orElse(null);
    if (ours != null) {
      return ours;
    }
    Failure failure = Failure.retryable(
            FailureCode.STEP_FAILED,
            "The step \"" + name() + "\" failed with an unexpected "
                + (thrown instanceof Error ? "error." : "exception."))
        .withDetail(Thrown.describe(thrown));
    return new StepException(failure, Thrown.printable(thrown));
  }

  private StepResult permitted(@Nullable StepResult result) throws StepException {
    if (result == null) {
      throw new StepException(Failure.retryable(
          FailureCode.STEP_FAILED,
          "The step \"" + name() + "\" returned no result; return StepResult.done() if there is"
              + " nothing to keep."));
    }
    if (result.publishes() || result.media() != null) {
      throw new InvalidOutputException("The step \"" + name()
          + "\" returned the result of a built-in step; a host's step can neither publish a video"
          + " nor inspect it.");
    }
    for (TaskSpec task : result.plan()) {
      if (Planner.isBuiltIn(task.step()) && !task.step().equals(Planner.PUBLISH)) {
        throw new InvalidOutputException("The step \"" + name() + "\" plans the built-in step \""
            + task.step() + "\", which only Reelstate can plan.");
      }
    }
    return result;
  }
}
