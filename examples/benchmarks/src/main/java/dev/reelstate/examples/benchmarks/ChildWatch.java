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
 * Samples the child processes of this process twice a second: their processor time, and (on Linux)
 * their peak memory. Thread-safe.
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
      return 0; // it has ended, or this is not Linux
    }
  }

  /** Total processor time of all children. */
  Duration cpu() {
    look();
    return cpu.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** The largest peak memory of any child, in megabytes. */
  long peakMegabytes() {
    return peak.values().stream().mapToLong(Long::longValue).max().orElse(0) / 1024;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
