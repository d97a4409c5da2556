package dev.reelstate.examples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the processes that this one has started, twice a second: how much processor time they
 * have used, and how much memory at most (on Linux). Thread-safe.
 */
final class ChildWatch implements AutoCloseable {

  private static final long PERIOD_MILLIS = 500;

  private final Map<Long, Duration> cpu = new ConcurrentHashMap<>();
  private final Map<Long, Long> peak = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  ChildWatch() {
    Future<?> unused =
        timer.scheduleAtFixedRate(this::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    ProcessHandle.current().descendants().forEach(child -> {
      child.info().totalCpuDuration().ifPresent(used -> cpu.put(child.pid(), used));
      peak.merge(child.pid(), peakKilobytes(child.pid()), Math::max);
    });
  }

  private static long peakKilobytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // it has ended, or this is no Linux
    }
  }

  /** Processor time of all of them together. */
  Duration cpu() {
    look();
    return cpu.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** The most memory that one of them had, in megabytes. */
  long peakMegabytes() {
    return peak.values().stream().mapToLong(Long::longValue).max().orElse(0) / 1024;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
