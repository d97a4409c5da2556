package dev.reelstate.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A quickstart in a separate process. Closing it kills the process if it is still running. */
final class Child implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private Child(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static Child start(Path dir, Path clip) throws IOException {
    return new Child(new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--out",
            dir.toString(),
            clip.toString())
        .redirectErrorStream(true)
        .start());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Reads its output until a line contains the word. */
  void waitFor(String word) throws IOException {
    String line;
    do {
      line = output.readLine();
      assertThat(line).describedAs("waiting for \"%s\"", word).isNotNull();
    } while (line != null && !line.contains(word));
  }

  /**
   * Kills the process as the system's out-of-memory killer would, and waits for its workers, which
   * exit by themselves.
   */
  void kill() throws Exception {
    List<ProcessHandle> workers = process.descendants().toList();
    assertThat(process.destroyForcibly().waitFor())
        .describedAs("was killed before it was done")
        .isNotZero();
    for (ProcessHandle worker : workers) {
      worker.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  /** Stops its workers as SIGSTOP does, so that nothing is finished until they are killed. */
  void freezeWorkers() throws Exception {
    List<ProcessHandle> workers = process.descendants().toList();
    assertThat(workers).isNotEmpty();
    for (ProcessHandle worker : workers) {
      Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(worker.pid())).start();
      assertThat(kill.waitFor()).isZero();
    }
  }

  /** Asks the process to exit, as an operator would, and waits until it has. */
  void end() throws Exception {
    process.toHandle().destroy(); // unlike Process.destroy, this leaves its output readable
    waitFor("Stopped.");
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).describedAs("has ended").isTrue();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    output.close();
  }
}
