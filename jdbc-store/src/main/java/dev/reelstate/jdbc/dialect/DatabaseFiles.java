package dev.reelstate.jdbc.dialect;

import dev.reelstate.ReelstateException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Locates the files of embedded databases. Thread-safe. */
final class DatabaseFiles {

  private DatabaseFiles() {}

  /**
   * Returns the absolute path of a database's file: the given path or, if that is a folder, the
   * named file in it. Creates missing folders.
   */
  static Path locate(Path path, String name) {
    Path file = (Files.isDirectory(path) ? path.resolve(name) : path).toAbsolutePath();
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw unavailable("The folder for the database could not be created.", e);
    }
    return file;
  }

  static ReelstateException unavailable(String message, Exception cause) {
    return new ReelstateException(
        Failure.retryable(FailureCode.DATABASE_UNAVAILABLE, message).withDetail(cause.toString()),
        cause);
  }
}
