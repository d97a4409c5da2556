package dev.reelstate.examples.fuzz;

import dev.reelstate.examples.fuzz.Finding.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks that the host has stayed as it was after the first files. */
final class Health {

  /** The files after which the host has loaded and compiled most of what it needs. */
  static final int WARM = 100;

  /** The most by which memory may grow after that. */
  private static final double GROWTH = 0.05;

  /** Workers that idle at one time and not at another hold a few files and threads. */
  private static final int SLACK = 12;

  /** The storage's own, which stays. */
  private static final String LOCK = Path.of(".work", "lock").toString();

  private @Nullable Vitals warm;
  private @Nullable Vitals last;

  /** Measures the host, which has nothing to do right now. */
  void measure() throws IOException {
    last = Vitals.measure();
    warm = warm == null ? last : warm;
  }

  /** Compares the last measurement with the first one. */
  List<Finding> growth() {
    List<Finding> found = new ArrayList<>();
    if (warm != null && last != null) {
      if (last.resident() > warm.resident() * (1 + GROWTH)
          || last.live() - warm.live() > warm.resident() * GROWTH) {
        found.add(Finding.of(Kind.FAULT, "the host's memory has grown"));
      }
      if (last.files() > warm.files() + SLACK || last.threads() > warm.threads() + SLACK) {
        found.add(Finding.of(Kind.FAULT, "the host's open files or threads have grown"));
      }
    }
    return found;
  }

  /** Looks for processes and files that a closed platform has left behind. */
  static List<Finding> leftovers(Path... folders) throws IOException {
    List<Finding> found = new ArrayList<>();
    long processes =
        ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).count();
    if (processes > 0) {
      found.add(Finding.of(Kind.FAULT, processes + " worker processes are left"));
    }
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        List<String> left = files
            .filter(Files::isRegularFile)
            .map(file -> folder.relativize(file).toString())
            .filter(file -> !file.equals(LOCK))
            .sorted()
            .toList();
        if (!left.isEmpty()) {
          found.add(Finding.of(
              Kind.FAULT,
              left.size() + " files are left: " + left.stream().limit(10).toList()));
        }
      }
    }
    return found;
  }

  void print(PrintStream out) {
    out.println("host after " + WARM + " files  " + warm);
    out.println("host at the end      " + last);
  }
}
