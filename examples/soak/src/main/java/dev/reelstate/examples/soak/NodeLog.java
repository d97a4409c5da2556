package dev.reelstate.examples.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The log of a node. */
record NodeLog(Path file) {

  /** The first line of a record that somebody should look at; stack traces are further lines. */
  private static final Pattern RECORD = Pattern.compile("^\\d+ \\[.*] (WARN|ERROR) .*");

  private static final Pattern ERROR = Pattern.compile("^\\d+ \\[.*] ERROR dev\\.reelstate\\..*");

  /** How many warnings and errors there are by now. */
  long records() throws IOException {
    return lines().stream().filter(line -> RECORD.matcher(line).matches()).count();
  }

  /**
   * The errors of Reelstate's own: it has those for its defects only, and those of steps and
   * listeners.
   */
  List<String> errors() throws IOException {
    return lines().stream().filter(line -> ERROR.matcher(line).matches()).toList();
  }

  private List<String> lines() throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }
}
