package dev.reelstate.processing.format;

import dev.reelstate.ReelstateException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Annotations could not be read or written. The message says in one sentence what is wrong, after
 * the place where it is.
 */
public final class LabelFormatException extends ReelstateException {

  private static final long serialVersionUID = 1L;

  private final String place;

  /**
   * Something is wrong.
   *
   * @param code {@link FailureCode#INVALID_ANNOTATIONS} if the content is at fault
   * @param place the path of the file, from what the host named on; and in it the line, or the path
   *     of the JSON value
   * @param sentence what is wrong
   * @param cause why, or null
   */
  public LabelFormatException(
      FailureCode code, String place, String sentence, @Nullable Throwable cause) {
    super(Failure.permanent(code, place + ": " + sentence));
    this.place = place;
    if (cause != null) {
      initCause(cause);
    }
  }

  /** The path of the file, and in it the line, or the path of the JSON value. */
  public String place() {
    return place;
  }
}
