package dev.reelstate.examples.benchmarks.store;

import dev.reelstate.examples.benchmarks.store.database.TestDatabase;
import dev.reelstate.examples.benchmarks.store.library.JobLibrary;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A running {@link Enqueuer}. */
final class EnqueuerProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;

  private EnqueuerProcess(Process process) {
    this.process = process;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static EnqueuerProcess start(JobLibrary library, TestDatabase database, int count)
      throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new EnqueuerProcess(new ProcessBuilder(List.of(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            System.getProperty("java.class.path"),
            Enqueuer.class.getName(),
            library.name(),
            database.kind().name(),
            database.place(),
            Integer.toString(count)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start());
  }

  /**
   * Lets it enqueue, and waits until it is done.
   *
   * @throws IllegalStateException if it does not share this process's clock, or fails
   */
  void run(Trickle.Enqueued enqueued) throws IOException, InterruptedException {
    long before = System.nanoTime();
    Writer commands = new BufferedWriter(
        new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    commands.write("clock\n");
    commands.flush();
    long there = Long.parseLong(required(answers.readLine()));
    if (there < before || there > System.nanoTime()) {
      throw new IllegalStateException(
          "On this system the clocks of two processes cannot be compared.");
    }
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      int space = line.indexOf(' ');
      enqueued.at(
          Integer.parseInt(line.substring(0, space)), Long.parseLong(line.substring(space + 1)));
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          "The other process exited with code " + process.exitValue() + ".");
    }
  }

  private static String required(@Nullable String line) {
    if (line == null) {
      throw new IllegalStateException("The other process exited before it answered.");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
