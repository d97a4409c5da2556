package dev.reelstate.telemetry;

import java.util.regex.Pattern;

/**
 * The place of some work in a distributed trace, in the format of the header {@code traceparent} of
 * the W3C recommendation "Trace Context". Immutable and thread-safe.
 *
 * @param value version, trace, parent span and flags, in lower-case hexadecimal digits
 */
public record TraceParent(String value) {

  private static final Pattern FORMAT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  /**
   * Checks the format.
   *
   * @throws IllegalArgumentException if the value does not have it
   */
  public TraceParent {
    if (!FORMAT.matcher(value).matches()) {
      throw new IllegalArgumentException("This is not a W3C traceparent: \"" + value + "\".");
    }
  }

  /** The identity of the trace: 32 hexadecimal digits. */
  public String traceId() {
    return value.substring(3, 35);
  }
}
