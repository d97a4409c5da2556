package dev.reelstate.examples.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person sees of a run of the quickstart within this process.
 *
 * @param exitCode of the run
 * @param out the summary
 * @param err the progress, and what was wrong
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
