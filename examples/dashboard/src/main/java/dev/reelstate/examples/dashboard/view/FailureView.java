package dev.reelstate.examples.dashboard.view;

import dev.reelstate.task.Failure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why something did not work, for people and programs. What is for logs only is left out.
 *
 * @param number the failure code
 * @param code its name
 * @param family who is at fault: input, unsupported, resource, worker, storage, database or
 *     internal
 * @param message one sentence: what was wrong and what to do
 * @param advice what somebody who looks at it can do now
 * @param step the step that failed, or null
 * @param retryable whether the same may work another time
 */
@Wire
public record FailureView(
    int number,
    String code,
    String family,
    String message,
    String advice,
    @Nullable String step,
    boolean retryable) {

  /** What is seen of a failure. */
  public static FailureView of(Failure failure) {
    return new FailureView(
        failure.code().number(),
        failure.code().name(),
        failure.code().family().name().toLowerCase(Locale.ROOT),
        failure.message(),
        advice(failure),
        failure.step(),
        failure.retryable());
  }

  /** Nothing, if there is no failure. */
  public static @Nullable FailureView ofNullable(@Nullable Failure failure) {
    return failure == null ? null : of(failure);
  }

  private static String advice(Failure failure) {
    return switch (failure.code().family()) {
      case INPUT ->
        "The file itself is at fault. Export it again from its source, or upload another one.";
      case UNSUPPORTED ->
        "Convert the file to a common format, such as H.264 in MP4, and upload that.";
      case RESOURCE ->
        "It needed more time or memory than it may have. Retry it; if it fails again, raise the limits.";
      case WORKER -> "The process that did the work went away. Retry it.";
      case STORAGE -> "Make sure that the disk has room and can be written, then retry.";
      case DATABASE -> "Make sure that the database can be reached, then retry.";
      case INTERNAL ->
        "This is a defect. Retry it, and report it with the number of the code if it comes again.";
    };
  }
}
