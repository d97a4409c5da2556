package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.media.MediaException;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The cost of a piece of work.
 *
 * @param what the name of the work
 * @param cpu user and system time
 * @param wall elapsed time
 * @param megabytes the peak memory of any process started for it, or 0 if there was none
 */
record Measured(String what, Duration cpu, Duration wall, long megabytes) {

  /** A piece of work. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException, MediaException, InterruptedException;
  }

  /** The cost of work within this process. */
  Measured(String what, Duration cpu, Duration wall) {
    this(what, cpu, wall, 0);
  }

  /** Measures work within this process. */
  static Measured of(String what, Work work)
      throws IOException, MediaException, InterruptedException {
    Duration cpuBefore = cpuOfThisProcess();
    long before = System.nanoTime();
    work.run();
    Duration wall = Duration.ofNanos(System.nanoTime() - before);
    return new Measured(what, cpuOfThisProcess().minus(cpuBefore), wall);
  }

  static Duration cpuOfThisProcess() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  /** The sum of several measurements. */
  static Measured sum(String what, List<Measured> parts) {
    return new Measured(
        what,
        parts.stream().map(Measured::cpu).reduce(Duration.ZERO, Duration::plus),
        parts.stream().map(Measured::wall).reduce(Duration.ZERO, Duration::plus));
  }

  /** The one with the least CPU time: a disturbance can only add to a measurement. */
  static Measured least(List<Measured> rounds) {
    return rounds.stream().min(Comparator.comparing(Measured::cpu)).orElseThrow();
  }

  /** The least of each measurement over several rounds. */
  static List<Measured> leastOfEach(List<List<Measured>> rounds) {
    return IntStream.range(0, rounds.get(0).size())
        .mapToObj(i -> least(rounds.stream().map(round -> round.get(i)).toList()))
        .toList();
  }

  double cpuShareOf(Measured whole) {
    return (double) cpu.toNanos() / Math.max(1, whole.cpu.toNanos());
  }

  double wallShareOf(Measured whole) {
    return (double) wall.toNanos() / Math.max(1, whole.wall.toNanos());
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-40s %8.2f s %8.2f s %s",
        what,
        cpu.toNanos() / 1e9,
        wall.toNanos() / 1e9,
        megabytes == 0 ? "" : megabytes + " MB");
  }
}
