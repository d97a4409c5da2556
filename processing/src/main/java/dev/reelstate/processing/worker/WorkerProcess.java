package dev.reelstate.processing.worker;

import dev.reelstate.processing.machine.Memory;
import dev.reelstate.processing.worker.WorkerMessage.Reply;
import dev.reelstate.processing.worker.WorkerMessage.Request;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker JVM, as its host sees it. Used by one task at a time; {@link #kill()} may be called
 * from any thread.
 */
final class WorkerProcess {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  private static final int STDERR_LINES = 40;

  /** What a line on standard error has beyond this is dropped. */
  private static final int STDERR_LINE = 1000;

  /** Replies that wait to be taken; a worker that sends more has to wait for its host. */
  private static final int WAITING_REPLIES = 64;

  /** The exit code of a process that was ended by SIGKILL. */
  private static final int KILLED = 137;

  /**
   * How long a worker that has closed its output may take to end. A sandbox passes the worker's
   * exit code on only after the worker has ended, and the last lines on standard error are read by
   * then.
   */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final Process process;
  private final ProcessTree tree;
  private final WorkerChannel channel;
  private final BlockingQueue<Optional<Reply>> replies = new ArrayBlockingQueue<>(WAITING_REPLIES);
  private final Deque<String> stderr = new ArrayDeque<>();
  private final Thread stderrReader;
  private final long killedBefore = Memory.here().killed();
  private volatile boolean killedHere;
  private final Thread replyReader;
  private int tasks;
  private Duration takenCpu = Duration.ZERO;

  WorkerProcess(Process process) {
    this.process = process;
    this.tree = new ProcessTree(process.toHandle());
    this.channel = new WorkerChannel(
        process.getInputStream(), process.getOutputStream(), WorkerChannel.MAX_REPLY);
    this.stderrReader = daemon("reelstate-worker-stderr", this::readStderr);
    this.replyReader = daemon("reelstate-worker-replies", this::readReplies);
  }

  /**
   * Sends a request; {@link #nextReply} returns the replies.
   *
   * @throws WorkerGoneException when the worker has ended
   */
  void send(Request request) throws WorkerGoneException {
    tasks++;
    synchronized (stderr) {
      stderr.clear();
    }
    try {
      channel.send(request);
    } catch (IOException e) {
      LOG.debug("Worker {} takes no requests any more", process.pid(), e);
      throw gone();
    }
  }

  /**
   * Waits for a reply.
   *
   * @return the reply, or null if none arrived in time
   * @throws WorkerGoneException when the worker has ended or sends invalid messages
   */
  @Nullable
  Reply nextReply(Duration patience) throws InterruptedException, WorkerGoneException {
    Optional<Reply> reply = replies.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (reply == null) {
      return null;
    }
    return reply.orElseThrow(this::gone);
  }

  private WorkerGoneException gone() {
    join(replyReader); // it waits for an exit code of the worker's own
    boolean endedHere = killedHere;
    kill();
    join(stderrReader);
    boolean forMemory =
        !endedHere && process.exitValue() == KILLED && Memory.here().killed() > killedBefore;
    return new WorkerGoneException(process.exitValue(), stderr(), forMemory);
  }

  /** The last lines that libraries printed. */
  String stderr() {
    synchronized (stderr) {
      return String.join("\n", stderr);
    }
  }

  int tasks() {
    return tasks;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /**
   * Resident memory of the worker and all that it started in megabytes, or 0 if the system does not
   * report it.
   */
  long residentMegabytes() {
    return tree.residentMegabytes();
  }

  /** Processor time since the last call; the first call includes the start of the process. */
  Duration takeCpu() {
    Duration used = tree.cpu();
    Duration taken = used.minus(takenCpu);
    takenCpu = used;
    return taken;
  }

  /** Looks for processes that the worker has started, for the figures that follow. */
  void look() {
    tree.look();
  }

  /** Kills the process and all that it started, and waits for its end. */
  void kill() {
    killedHere = true;
    tree.kill();
    process.destroyForcibly();
    boolean interrupted = Thread.interrupted();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever goes wrong here is the worker's doing, so it ends as one that is gone. */
  private void readReplies() {
    try {
      while (true) {
        pass(Optional.of(channel.receive(Reply.class)));
      }
    } catch (EOFException e) {
      awaitLastWords();
    } catch (IOException | RuntimeException | Error e) {
      LOG.debug("Worker {} can no longer be understood", process.pid(), e);
      killedHere = true;
    }
    tree.kill();
    process.destroyForcibly();
    pass(Optional.empty());
  }

  private void awaitLastWords() {
    try {
      process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
      stderrReader.join(LAST_WORDS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for room, but for no process that has ended: then nobody takes replies any more. */
  private void pass(Optional<Reply> reply) {
    try {
      while (!replies.offer(reply, 1, TimeUnit.SECONDS)) {
        if (!process.isAlive()) {
          replies.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readStderr() {
    try (Reader text = new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)) {
      char[] block = new char[4096];
      StringBuilder line = new StringBuilder();
      for (int count = text.read(block); count >= 0; count = text.read(block)) {
        for (int i = 0; i < count; i++) {
          if (block[i] == '\n') {
            note(line.toString());
            line.setLength(0);
          } else if (line.length() < STDERR_LINE) {
            line.append(block[i]);
          }
        }
      }
      if (!line.isEmpty()) {
        note(line.toString());
      }
    } catch (IOException e) {
      note("(the rest could not be read: " + e.getMessage() + ")");
    }
  }

  private void note(String line) {
    synchronized (stderr) {
      stderr.add(line);
      if (stderr.size() > STDERR_LINES) {
        stderr.remove();
      }
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The worker ended unexpectedly. */
  static final class WorkerGoneException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String stderr;
    private final boolean killedForMemory;

    WorkerGoneException(int exitCode, String stderr, boolean killedForMemory) {
      super("The worker ended with exit code " + exitCode + ".");
      this.exitCode = exitCode;
      this.stderr = stderr;
      this.killedForMemory = killedForMemory;
    }

    /** Whether the system ended it because memory ran out. */
    boolean killedForMemory() {
      return killedForMemory;
    }

    int exitCode() {
      return exitCode;
    }

    /** Whether nobody has killed it. */
    boolean endedByItself() {
      return exitCode != KILLED;
    }

    String stderr() {
      return stderr;
    }
  }
}
