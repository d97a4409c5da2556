package dev.reelstate.examples.dashboard.view;

import dev.reelstate.task.Failure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A failure, for people and programs, without the details meant for logs only.
 *
 * @param number the failure code
 * @param code its name
 * @param family the source of the failure: input, unsupported, resource, worker, storage, database
 *     or internal
 * @param message one sentence: what is wrong and what to do
 * @param advice what the user can do now
 * @param step the step that failed, or null
 * @param retryable whether a retry may succeed
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

  /** The view of a failure. */
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

  /** The view of a failure, or null if there is none. */
  public static @Nullable FailureView ofNullable(@Nullable Failure failure) {
    return failure == null ? null : of(failure);
  }

  private static String advice(Failure failure) {
    return switch (failure.code().family()) {
      case INPUT ->
        "The file itself is faulty. Export it again from its source, or upload another one.";
      case UNSUPPORTED ->
        "Convert the file to a common format, such as H.264 in MP4, and upload that.";
      case RESOURCE ->
        "It exceeded its time or memory limit. Retry it; if it fails again, raise the limits.";
      case WORKER -> "The process that did the work died. Retry it.";
      case STORAGE -> "Make sure that the disk is writable and has free space, then retry.";
      case DATABASE -> "Make sure that the database is reachable, then retry.";
      case MACHINE -> "Give the machine what it lacks; the work is retried by itself.";
      case INTERNAL ->
        "This is a bug. Retry it, and report it with the failure code if it happens again.";
    };
  }
}
