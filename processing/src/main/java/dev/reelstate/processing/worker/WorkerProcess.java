package dev.reelstate.processing.worker;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.machine.Machine;
import dev.reelstate.processing.machine.Memory;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.worker.WorkerMessage.Reply;
import dev.reelstate.processing.worker.WorkerMessage.Request;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
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
   * Prefixes of the command, where the system has them: a lower priority, and a session of its own,
   * so that an interrupt typed at the host's terminal reaches only the host. Each replaces itself
   * with the command that follows, so the process stays the same.
   */
  private static final List<List<String>> WRAPPERS =
      List.of(List.of("/usr/bin/nice", "-n", "5"), List.of("/usr/bin/setsid"));

  private final Process process;
  private final WorkerChannel channel;
  private final BlockingQueue<Optional<Reply>> replies = new ArrayBlockingQueue<>(WAITING_REPLIES);
  private final Deque<String> stderr = new ArrayDeque<>();
  private final Thread stderrReader;
  private final long killedBefore = Memory.here().killed();
  private volatile boolean killedHere;
  private int tasks;
  private Duration seenCpu = Duration.ZERO;
  private Duration takenCpu = Duration.ZERO;

  private WorkerProcess(Process process) {
    this.process = process;
    this.channel = new WorkerChannel(
        process.getInputStream(), process.getOutputStream(), WorkerChannel.MAX_REPLY);
    this.stderrReader = daemon("reelstate-worker-stderr", this::readStderr);
    daemon("reelstate-worker-replies", this::readReplies);
  }

  static WorkerProcess start(WorkerOptions options, String classPath, Machine machine) {
    ProcessBuilder builder = new ProcessBuilder(command(options, classPath));
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(
            name -> !name.equals("PATH") && !name.equals("HOME") && !name.equals("SystemRoot"));
    environment.put("LC_ALL", "C.UTF-8");
    builder.directory(new File(System.getProperty("java.io.tmpdir")));
    try {
      return new WorkerProcess(builder.start());
    } catch (IOException e) {
      throw new ReelstateException(WorkerFailures.notStarted(e, machine), e);
    }
  }

  private static List<String> command(WorkerOptions options, String classPath) {
    List<String> command = new ArrayList<>(options.commandPrefix());
    WRAPPERS.stream()
        .filter(wrapper -> Files.isExecutable(Path.of(wrapper.get(0))))
        .forEach(command::addAll);
    command.add(options.java().toString());
    command.addAll(List.of(
        "-Xmx" + options.heapMegabytes() + "m",
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=" + (File.separatorChar == '/' ? "/dev/null" : "NUL"),
        "-Xshare:auto",
        "-Dfile.encoding=UTF-8",
        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
        "-Dorg.bytedeco.javacpp.maxBytes=0"));
    Path cache = options.nativesCache();
    if (cache != null) {
      command.add("-Dorg.bytedeco.javacpp.cachedir=" + cache);
    }
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", classPath, WorkerMain.class.getName()));
    return command;
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

  /** Resident memory in megabytes, or 0 if the system does not report it. */
  long residentMegabytes() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // it has ended since the check
    }
  }

  /** Samples the processor time while the process exists. */
  void watchCpu() {
    process.toHandle().info().totalCpuDuration().ifPresent(total -> seenCpu = total);
  }

  /** Processor time since the last call; the first call includes the start of the process. */
  Duration takeCpu() {
    watchCpu();
    Duration taken = seenCpu.minus(takenCpu);
    takenCpu = seenCpu;
    return taken;
  }

  /** Kills the process and waits for its end. */
  void kill() {
    killedHere = true;
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
    } catch (IOException | RuntimeException | Error e) {
      LOG.debug("Worker {} can no longer be understood", process.pid(), e);
      killedHere |= !(e instanceof EOFException);
      process.destroyForcibly();
      pass(Optional.empty());
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

    String stderr() {
      return stderr;
    }
  }
}
