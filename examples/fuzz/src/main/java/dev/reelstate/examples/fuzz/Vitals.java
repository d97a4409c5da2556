package dev.reelstate.examples.fuzz;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process holds while it has nothing to do.
 *
 * @param resident resident size in kB, or 0 where the system does not say
 * @param live bytes of the heap that are alive, in kB
 * @param files open file descriptors, or 0 where the system does not say
 * @param threads live threads
 */
record Vitals(long resident, long live, long files, int threads) {

  private static final Path STATUS = Path.of("/proc/self/status");

  static Vitals measure() throws IOException {
    System.gc();
    long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : 0;
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    return new Vitals(residentKilobytes(), live, files, threads);
  }

  /** Resident size in kB, or 0 where the system does not say. */
  static long residentKilobytes() throws IOException {
    return Files.isReadable(STATUS)
        ? Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0)
        : 0;
  }

  @Override
  public String toString() {
    return String.format(
        "%.1f MB resident, %.1f MB of the heap alive, %d open files, %d threads",
        resident / 1024.0, live / 1024.0, files, threads);
  }
}
