package dev.reelstate.jdbc.backup;

import com.google.gson.stream.MalformedJsonException;
import dev.reelstate.ReelstateException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Creates the failures of backups. Thread-safe. */
final class BackupFailures {

  private BackupFailures() {}

  static ReelstateException damaged(String message) {
    return permanent(FailureCode.BACKUP_DAMAGED, message, null);
  }

  static ReelstateException damaged(String message, Throwable cause) {
    return permanent(FailureCode.BACKUP_DAMAGED, message, cause);
  }

  static ReelstateException damagedTable(String table, Throwable cause) {
    return damaged("The backup is damaged: the rows of " + table + " cannot be read.", cause);
  }

  static ReelstateException permanent(FailureCode code, String message, @Nullable Throwable cause) {
    Failure failure = Failure.permanent(code, message);
    return cause == null
        ? new ReelstateException(failure)
        : new ReelstateException(failure.withDetail(cause.toString()), cause);
  }

  /** Whether the bytes are at fault, not the disk. */
  static boolean isDamage(IOException error) {
    return error instanceof ZipException
        || error instanceof EOFException
        || error instanceof MalformedJsonException;
  }

  static ReelstateException unreadable(IOException cause) {
    return new ReelstateException(
        Failure.permanent(
                FailureCode.SOURCE_UNREADABLE, "The backup does not exist or cannot be read.")
            .withDetail(cause.toString()),
        cause);
  }

  static ReelstateException unwritable(IOException cause) {
    boolean full = String.valueOf(cause.getMessage()).contains("No space left");
    String message = full
        ? "The disk is full; the backup was not written."
        : cause instanceof FileSystemException
            ? "The backup cannot be written to the given path; the failure's detail says why."
            : "The backup could not be written; the failure's detail says why.";
    FailureCode code = full ? FailureCode.STORAGE_FULL : FailureCode.STORAGE_UNAVAILABLE;
    return new ReelstateException(
        Failure.retryable(code, message).withDetail(cause.toString()), cause);
  }
}
