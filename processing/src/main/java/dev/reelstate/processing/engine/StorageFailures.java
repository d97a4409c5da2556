package dev.reelstate.processing.engine;

import dev.reelstate.processing.machine.FullDisk;
import dev.reelstate.spi.MediaStorage.StorageFullException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Turns an exception of the storage into a failure. */
public final class StorageFailures {

  private StorageFailures() {}

  /** The failure for an exception. */
  public static Failure of(IOException e) {
    if (e instanceof StorageFullException) {
      return Failure.retryable(FailureCode.STORAGE_FULL, String.valueOf(e.getMessage()));
    }
    if (e instanceof NoSuchFileException) {
      return Failure.permanent(
              FailureCode.OBJECT_MISSING,
              "A file that should be in the media storage is not there.")
          .withDetail(e.toString());
    }
    if (FullDisk.isCauseOf(e)) {
      return Failure.retryable(
              FailureCode.STORAGE_FULL,
              "The disk of the media storage is full; free some space and try again.")
          .withDetail(e.toString());
    }
    return Failure.retryable(
            FailureCode.STORAGE_UNAVAILABLE, "The media storage could not be read or written.")
        .withDetail(e.toString());
  }
}
