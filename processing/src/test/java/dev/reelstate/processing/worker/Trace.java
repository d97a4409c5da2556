package dev.reelstate.processing.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What strace has written of the system calls of one worker.
 *
 * @param lines one for each call, in order
 */
record Trace(List<String> lines) {

  /** The calls that open or run a file, or have to do with sockets. */
  private static final String CALLS =
      "open,openat,openat2,creat,execve,execveat,socket,connect,bind,listen,sendto,io_uring_setup";

  private static final Pattern FILE = Pattern.compile(
      "\\b(?:open|openat|openat2|creat|execve|execveat)\\((?:[^\"]*, )?\"([^\"]*)\"");

  private static final Pattern NETWORK =
      Pattern.compile("\\b(socket|connect|bind|listen|sendto|io_uring_setup)\\(");

  private static final Pattern SOCKET = Pattern.compile("\\bsocket(?:\\(| resumed>).* = \\d+$");

  /**
   * A prefix that writes a file for each worker into a folder; empty where tracing is impossible.
   */
  static Optional<List<String>> prefix(Path folder) throws IOException, InterruptedException {
    List<String> prefix = List.of(
        "/bin/sh",
        "-c",
        "exec strace -f -qq -e signal=none -e trace=" + CALLS + " -o \"$0/$$\" \"$@\"",
        folder.toString());
    List<String> trial = new ArrayList<>(prefix);
    trial.add("true");
    Process process = new ProcessBuilder(trial).redirectErrorStream(true).start();
    boolean works = process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    for (Path file : files(folder)) {
      Files.delete(file);
    }
    return works ? Optional.of(prefix) : Optional.empty();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** The traces of all workers. */
  static List<Trace> in(Path folder) throws IOException {
    List<Trace> traces = new ArrayList<>();
    for (Path file : files(folder)) {
      traces.add(new Trace(Files.readAllLines(file)));
    }
    return traces;
  }

  /** The calls from the first one that names a path below a folder. */
  Trace since(Path folder) {
    return new Trace(
        lines.stream().dropWhile(line -> !line.contains("\"" + folder + "/")).toList());
  }

  /** The files that were opened or run, or should have been. */
  List<String> files() {
    return lines.stream()
        .map(FILE::matcher)
        .filter(Matcher::find)
        .map(call -> call.group(1))
        .toList();
  }

  /** The calls that have to do with sockets. */
  List<String> network() {
    return lines.stream().filter(line -> NETWORK.matcher(line).find()).toList();
  }

  /** The sockets that were made. */
  List<String> sockets() {
    return lines.stream().filter(line -> SOCKET.matcher(line).find()).toList();
  }
}
