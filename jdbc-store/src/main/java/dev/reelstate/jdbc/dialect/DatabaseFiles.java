package dev.reelstate.jdbc.dialect;

import dev.reelstate.ReelstateException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the embedded databases have in common. Thread-safe. */
final class DatabaseFiles {

  private DatabaseFiles() {}

  /**
   * The absolute path of a database's file: the one given, or one of the name in the folder given.
   * Makes missing folders.
   */
  static Path locate(Path path, String name) {
    Path file = (Files.isDirectory(path) ? path.resolve(name) : path).toAbsolutePath();
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw unavailable("The folder for the database could not be made.", e);
    }
    return file;
  }

  static ReelstateException unavailable(String message, Exception cause) {
    return new ReelstateException(
        Failure.retryable(FailureCode.DATABASE_UNAVAILABLE, message).withDetail(cause.toString()),
        cause);
  }
}
