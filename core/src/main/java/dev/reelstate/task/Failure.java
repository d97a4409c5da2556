package dev.reelstate.task;

import dev.reelstate.StoredText;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why something failed, as data: what a program acts on, what a person reads and what a log needs.
 *
 * <p>A failure often quotes a program or a file, so characters that {@linkplain StoredText no store
 * can keep} are replaced in its texts, not refused. Immutable, serializable and thread-safe.
 *
 * @param code the stable code
 * @param step the step that failed, or null when it failed before any step (an upload, say)
 * @param message one sentence for people: what was wrong and what to do; free of paths, SQL and
 *     stack traces
 * @param detail for logs: native messages, exception text; may be null
 * @param retryable whether a retry may help; never true for codes that
 *     {@linkplain FailureCode#rejects() reject}
 * @param facts media facts known when it failed, such as the container or the exit code; empty if
 *     there are none
 */
public record Failure(
    FailureCode code,
    @Nullable String step,
    String message,
    @Nullable String detail,
    boolean retryable,
    Map<String, String> facts)
    implements Serializable {

  /**
   * Checks that nothing required is missing and that a deterministic failure is not marked
   * retryable.
   *
   * @throws IllegalArgumentException if a rejecting code is marked retryable or the message is
   *     blank
   */
  public Failure {
    Objects.requireNonNull(code, "code");
    if (message.isBlank()) {
      throw new IllegalArgumentException("A failure needs a message for people.");
    }
    if (retryable && code.rejects()) {
      throw new IllegalArgumentException(code + " is the file's fault, so a retry cannot help.");
    }
    step = step == null ? null : StoredText.cleaned(step);
    message = StoredText.cleaned(message);
    detail = detail == null ? null : StoredText.cleaned(detail);
    facts = facts.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(
            fact -> StoredText.cleaned(fact.getKey()),
            fact -> StoredText.cleaned(fact.getValue()),
            (one, other) -> one));
  }

  /** A failure that a retry cannot fix, with no step and no detail yet. */
  public static Failure permanent(FailureCode code, String message) {
    return new Failure(code, null, message, null, false, Map.of());
  }

  /** A failure that a retry may fix, with no step and no detail yet. */
  public static Failure retryable(FailureCode code, String message) {
    return new Failure(code, null, message, null, true, Map.of());
  }

  /** A copy that names the step. */
  public Failure withStep(String newStep) {
    return new Failure(code, newStep, message, detail, retryable, facts);
  }

  /** A copy with a detail for logs. */
  public Failure withDetail(@Nullable String newDetail) {
    return new Failure(code, step, message, newDetail, retryable, facts);
  }

  /** A copy with media facts. */
  public Failure withFacts(Map<String, String> newFacts) {
    return new Failure(code, step, message, detail, retryable, newFacts);
  }
}
