package dev.reelstate.examples.torture;

import dev.reelstate.examples.soak.database.Signals;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A {@link Node} as its parent sees it. Not thread-safe. */
final class NodeProcess {

  private final Process process;
  private final Path log;
  private final BufferedWriter words;
  private final CountDownLatch started = new CountDownLatch(1);
  private volatile boolean killed;

  /**
   * Starts a node.
   *
   * @param log the file for its log
   * @param hears receives each line that it prints, on a thread of its own
   */
  NodeProcess(ProcessBuilder command, Path log, Consumer<String> hears) throws IOException {
    this.process = command.redirectError(log.toFile()).start();
    this.log = log;
    this.words = process.outputWriter();
    Thread listening = new Thread(() -> listen(hears), "listens to " + log.getFileName());
    listening.setDaemon(true);
    listening.start();
  }

  private void listen(Consumer<String> hears) {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(line -> {
        if (line.equals(Node.STARTED)) {
          started.countDown();
        }
        hears.accept(line);
      });
    } catch (IOException | UncheckedIOException e) {
      if (!killed) { // killing closes the stream
        hears.accept(Node.LEFT + " " + e);
      }
    }
  }

  Path log() {
    return log;
  }

  /** Gives it a command; one that is just being killed does not get it. */
  void tell(String word) {
    try {
      words.write(word + "\n");
      words.flush();
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException("A living node cannot be told anything; see " + log, e);
      }
    }
  }

  /** Waits until it works. */
  void awaitStart(Duration longest) throws InterruptedException, IOException {
    if (!started.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("A node did not start; see " + log);
    }
  }

  /** The processes that it has started, in the order of their numbers. */
  List<ProcessHandle> workers() {
    return process
        .descendants()
        .sorted(Comparator.comparing(ProcessHandle::pid))
        .toList();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    killed = true;
    process.destroyForcibly().waitFor();
  }

  void pause() throws IOException, InterruptedException {
    Signals.send("STOP", process.pid());
  }

  void resume() throws IOException, InterruptedException {
    Signals.send("CONT", process.pid());
  }

  /** Asks it to exit, and waits until it has. */
  void stop(Duration longest) throws IOException, InterruptedException {
    tell(Node.STOP);
    if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
      throw new IOException("A node did not exit successfully; see " + log);
    }
  }

  /** Kills it if it is still running, without waiting. */
  void abandon() {
    killed = true;
    process.destroyForcibly();
  }
}
