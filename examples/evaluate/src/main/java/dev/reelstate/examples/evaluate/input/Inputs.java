package dev.reelstate.examples.evaluate.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says why a file cannot be read. */
final class Inputs {

  private Inputs() {}

  /** A sentence about a file, without what the system says beyond the reason. */
  static String cannotRead(Path file, Exception error) {
    IOException wrapped = error instanceof UncheckedIOException own ? own.getCause() : null;
    return file + " cannot be read: " + reason(wrapped == null ? error : wrapped);
  }

  private static String reason(Throwable error) {
    if (error instanceof NoSuchFileException) {
      return "there is no such file.";
    }
    if (error instanceof AccessDeniedException) {
      return "permission denied.";
    }
    if (error instanceof FileSystemException known && known.getReason() != null) {
      return known.getReason() + ".";
    }
    String message = String.valueOf(error.getMessage());
    return error instanceof IOException && message.endsWith(".") ? message : message + ".";
  }
}
