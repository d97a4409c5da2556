package dev.reelstate.jdbc.script;

import dev.reelstate.ReelstateException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import org.jspecify.annotations.Nullable;

/** Creates the failures for a live schema that is not the one this release needs. */
public final class SchemaMismatch {

  private SchemaMismatch() {}

  public static ReelstateException of(String message, @Nullable Throwable cause) {
    Failure failure = Failure.permanent(FailureCode.SCHEMA_MISMATCH, message);
    return cause == null ? new ReelstateException(failure) : new ReelstateException(failure, cause);
  }
}
