package dev.reelstate.examples.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Detects an interactive terminal. */
final class Terminal {

  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private Terminal() {}

  /**
   * Whether standard error is a terminal that supports control sequences, even if standard input or
   * output is redirected.
   */
  @SuppressWarnings("SystemConsoleNull") // the best available in Java 17
  static boolean isStandardError() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return System.console() != null; // not Linux
    }
  }
}
