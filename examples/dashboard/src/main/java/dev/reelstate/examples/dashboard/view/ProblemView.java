package dev.reelstate.examples.dashboard.view;

import dev.reelstate.task.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not answered as it should be (RFC 9457).
 *
 * @param type always {@code about:blank}: the code says which kind
 * @param title what the status means
 * @param status of the response
 * @param detail one sentence for people: what is wrong and what to do
 * @param instance the path that was asked for
 * @param code a stable word for programs
 * @param failure the failure code, where there is one
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

    /** What is seen of a code. */
    public static Code of(FailureCode code) {
      return new Code(code.number(), code.name());
    }
  }
}
