package dev.reelstate.examples.soak;

import dev.reelstate.examples.soak.database.Signals;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link Node} as seen by its parent process. Not thread-safe. */
final class NodeProcess {

  /** Marks the end of the output of a process. */
  private static final String END = "";

  private final Process process;
  private final Path journal;
  private final Path log;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final BufferedWriter words;

  /**
   * Starts a node.
   *
   * @param journal the file for its {@link Journal}
   * @param log the file for its log
   */
  NodeProcess(ProcessBuilder command, Path journal, Path log) throws IOException {
    this.process = command.redirectError(log.toFile()).start();
    this.journal = journal;
    this.log = log;
    this.words = process.outputWriter();
    Thread listening = new Thread(this::listen, "listens to " + journal.getFileName());
    listening.setDaemon(true);
    listening.start();
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(said::add);
    } catch (IOException | UncheckedIOException e) {
      said.add("not readable: " + e);
    } finally {
      said.add(END);
    }
  }

  Path journal() {
    return journal;
  }

  Path log() {
    return log;
  }

  /** Waits for a line with a prefix, and returns it. */
  String await(String word, Duration longest) throws InterruptedException, IOException {
    long end = System.nanoTime() + longest.toNanos();
    while (true) {
      String line = said.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (line == null || line.equals(END)) {
        throw new IOException(journal.getFileName() + " has not printed \"" + word + "\""
            + (line == null ? " within " + longest.toSeconds() + " s" : " before it ended")
            + "; see " + log);
      }
      if (line.startsWith(word)) {
        return line;
      }
      if (line.startsWith("not ")) {
        throw new IOException(journal.getFileName() + ": " + line + "; see " + log);
      }
    }
  }

  void tell(String word) throws IOException {
    words.write(word + "\n");
    words.flush();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Suspends it. */
  void pause() throws IOException, InterruptedException {
    Signals.send("STOP", process.pid());
  }

  void resume() throws IOException, InterruptedException {
    Signals.send("CONT", process.pid());
  }

  /** Asks it to exit, and waits until it has. */
  void stop() throws IOException, InterruptedException {
    tell(Node.STOP);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(journal.getFileName() + " did not exit successfully; see " + log);
    }
  }

  /** Kills it if it is still running, without waiting. */
  void abandon() {
    process.destroyForcibly();
  }
}
