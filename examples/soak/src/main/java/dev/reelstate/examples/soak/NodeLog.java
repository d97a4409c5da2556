package dev.reelstate.examples.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The log of a node. */
record NodeLog(Path file) {

  /** The first line of a warning or error; the lines of its stack trace do not match. */
  private static final Pattern RECORD = Pattern.compile("^\\d+ \\[.*] (WARN|ERROR) .*");

  private static final Pattern ERROR = Pattern.compile("^\\d+ \\[.*] ERROR dev\\.reelstate\\..*");

  /** The number of warnings and errors so far. */
  long records() throws IOException {
    return lines().stream().filter(line -> RECORD.matcher(line).matches()).count();
  }

  /** The errors logged by Reelstate, which are only bugs in Reelstate, in steps or in listeners. */
  List<String> errors() throws IOException {
    return lines().stream().filter(line -> ERROR.matcher(line).matches()).toList();
  }

  private List<String> lines() throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }
}
