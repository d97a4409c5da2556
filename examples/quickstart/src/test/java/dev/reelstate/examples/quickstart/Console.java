package dev.reelstate.examples.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The visible output of a quickstart run within this process.
 *
 * @param exitCode the exit code of the run
 * @param out the summary
 * @param err the progress, and any error
 */
record Console(int exitCode, String out, String err) {

  static Console run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = Main.run(stream(out), stream(err), arguments);
    return new Console(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs with {@code --json} on files. */
  static Console process(Path dir, Path... files) {
    List<String> arguments = new ArrayList<>(List.of("--out", dir.toString(), "--json"));
    for (Path file : files) {
      arguments.add(file.toString());
    }
    return run(arguments.toArray(String[]::new));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
