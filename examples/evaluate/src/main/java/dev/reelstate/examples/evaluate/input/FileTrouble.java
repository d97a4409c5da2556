package dev.reelstate.examples.evaluate.input;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says why a file cannot be read or written, without what the system says beyond the reason. */
public final class FileTrouble {

  private FileTrouble() {}

  /** A sentence about a file that cannot be read. */
  static String cannotRead(Path file, IOException error) {
    return file + " cannot be read: "
        + (error instanceof NoSuchFileException ? "there is no such file." : reason(error));
  }

  /** A sentence about a file that cannot be written. */
  public static String cannotWrite(Path file, IOException error) {
    return file + " cannot be written: "
        + (error instanceof NoSuchFileException ? "no file can be made there." : reason(error));
  }

  private static String reason(IOException error) {
    if (error instanceof AccessDeniedException) {
      return "permission denied.";
    }
    String known = error instanceof FileSystemException system ? system.getReason() : null;
    String reason = known == null ? String.valueOf(error.getMessage()) : known;
    return reason.endsWith(".") ? reason : reason + ".";
  }
}
