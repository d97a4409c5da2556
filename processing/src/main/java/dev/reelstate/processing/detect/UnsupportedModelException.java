package dev.reelstate.processing.detect;

import dev.reelstate.detection.DetectorProblem.UnsupportedModel;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A model is not one that can be run here; the message is for people. */
final class UnsupportedModelException extends Exception {

  @Serial
  private static final long serialVersionUID = 1;

  UnsupportedModelException(String message) {
    this(message, null);
  }

  UnsupportedModelException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  UnsupportedModel problem() {
    Throwable cause = getCause();
    return new UnsupportedModel(
        String.valueOf(getMessage()), cause == null ? null : cause.toString());
  }
}
