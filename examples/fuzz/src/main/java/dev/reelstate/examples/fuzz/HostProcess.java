package dev.reelstate.examples.fuzz;

import dev.reelstate.examples.fuzz.seed.Seeds;
import dev.reelstate.processing.storage.FileTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * Runs the platform in a JVM of its own, as a host would: with a heap of a fixed size, so that its
 * resident size shows what grows outside the heap, and without native media libraries, which made
 * the seeds before.
 */
record HostProcess(PrintStream out) {

  private static final int CLEAN = 0;
  private static final int FOUND = 1;
  private static final int ORPHANED = 3;

  /** Makes the seeds, runs the host to its end, and returns the exit code of the run. */
  int run(Options options, List<String> args) throws Exception {
    Path folder = Files.createTempDirectory("fuzz-");
    try {
      if (options.replay.isEmpty()) {
        Seeds.write(Files.createDirectories(Fuzzing.seeds(folder)));
      }
      List<String> all = new ArrayList<>(args);
      all.add("--host=" + folder);
      Process host = start(folder, all);
      try {
        return listen(host);
      } finally {
        host.destroyForcibly().waitFor();
      }
    } finally {
      FileTree.delete(folder);
    }
  }

  /** Lets this process, which is a host, end when the one that started it is gone. */
  static void endWithParent() {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    if (parent.isPresent()) {
      Future<?> unused =
          parent.get().onExit().thenRun(() -> Runtime.getRuntime().halt(ORPHANED));
    }
  }

  private int listen(Process host) throws IOException, InterruptedException {
    try (BufferedReader lines = host.inputReader()) {
      lines.lines().forEach(out::println);
    }
    int code = host.waitFor();
    if (code != CLEAN && code != FOUND) {
      out.println("The host did not survive: exit code " + code + ".");
      return FOUND;
    }
    return code;
  }

  private static Process start(Path folder, List<String> args) throws IOException {
    Path temporary = Files.createDirectories(Fuzzing.temporary(folder));
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xms192m",
        "-Xmx192m",
        "-XX:+AlwaysPreTouch",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Djava.io.tmpdir=" + temporary,
        "-Dorg.slf4j.simpleLogger.logFile=" + Fuzzing.log(folder),
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName()));
    command.addAll(args);
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
