package dev.reelstate.examples.benchmarks.evaluation;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The cost of a computation within this process.
 *
 * @param cpu user and system time of all threads, the compiler and the garbage collector included
 * @param megabytes at most how much of the heap was in use at any time, garbage and input included
 */
record Cost(Duration cpu, long megabytes) {

  /** A computation with its result and its cost. */
  record Measured<T>(T result, Cost cost) {}

  static <T> Measured<T> of(Supplier<T> computation) {
    List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
    System.gc();
    heap.forEach(MemoryPoolMXBean::resetPeakUsage);
    Duration before = cpuOfThisProcess();
    T result = computation.get();
    Duration cpu = cpuOfThisProcess().minus(before);
    long peak = heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    return new Measured<>(result, new Cost(cpu, peak >> 20));
  }

  private static Duration cpuOfThisProcess() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  String line(String what) {
    return String.format(
        Locale.ROOT, "%-40s %8.3f CPU s %6d MB", what, cpu.toNanos() / 1e9, megabytes);
  }
}
