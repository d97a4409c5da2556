package dev.reelstate.examples.dashboard.view;

import dev.reelstate.task.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not fulfilled (RFC 9457).
 *
 * @param type always {@code about:blank}; the code identifies the kind of problem
 * @param title the meaning of the status
 * @param status the status of the response
 * @param detail one sentence for people: what is wrong and what to do
 * @param instance the requested path
 * @param code a stable word for programs
 * @param failure the failure code, if there is one
 */
@Wire
public record ProblemView(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    @Nullable Code failure) {

  /** A failure code. */
  @Wire
  public record Code(int number, String name) {

    /** The view of a code. */
    public static Code of(FailureCode code) {
      return new Code(code.number(), code.name());
    }
  }
}
