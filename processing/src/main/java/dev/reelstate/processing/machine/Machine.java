package dev.reelstate.processing.machine;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The machine that this process runs on, as far as it can make any work fail: file handles, the
 * folder for temporary files, memory. Thread-safe.
 */
public final class Machine {

  /** Starting a worker and reading a file take about this many. */
  private static final long HANDLES_NEEDED = 16;

  /** With less than this, the next process that needs memory ends one that has it. */
  private static final long MEGABYTES_NEEDED = 64;

  private final Supplier<OptionalLong> freeHandles;
  private final Supplier<Path> temporaryFolder;
  private final Supplier<OptionalLong> availableMegabytes;

  /**
   * Creates a view of a machine.
   *
   * @param freeHandles how many more files this process may open, if that is known
   * @param availableMegabytes how much memory new processes may use, if that is known
   */
  Machine(
      Supplier<OptionalLong> freeHandles,
      Supplier<Path> temporaryFolder,
      Supplier<OptionalLong> availableMegabytes) {
    this.freeHandles = freeHandles;
    this.temporaryFolder = temporaryFolder;
    this.availableMegabytes = availableMegabytes;
  }

  /** The machine that this process runs on. */
  public static Machine here() {
    Memory memory = Memory.here();
    return new Machine(
        Machine::handles,
        () -> Path.of(System.getProperty("java.io.tmpdir")),
        memory::availableMegabytes);
  }

  /** What keeps this machine from doing any work at the moment; empty if nothing does. */
  public Optional<Failure> fault() {
    return noHandles().or(this::lowMemory);
  }

  /** What keeps it from running workers, besides that; empty if nothing does. */
  public Optional<Failure> workerFault() {
    return noTemporaryFolder();
  }

  private Optional<Failure> noHandles() {
    OptionalLong free = freeHandles.get();
    return free.isEmpty() || free.getAsLong() >= HANDLES_NEEDED
        ? Optional.empty()
        : Optional.of(Failure.retryable(
            FailureCode.NO_FILE_HANDLES,
            "This process has hardly any file handles left (" + free.getAsLong()
                + "); raise its limit, for example with ulimit -n."));
  }

  private Optional<Failure> noTemporaryFolder() {
    Path folder = temporaryFolder.get();
    return Files.isDirectory(folder) && Files.isWritable(folder)
        ? Optional.empty()
        : Optional.of(Failure.retryable(
                FailureCode.NO_TEMPORARY_FOLDER,
                "The folder for temporary files is missing or cannot be written to; create it, or"
                    + " name another one with -Djava.io.tmpdir.")
            .withDetail(folder.toString()));
  }

  private Optional<Failure> lowMemory() {
    OptionalLong available = availableMegabytes.get();
    return available.isEmpty() || available.getAsLong() >= MEGABYTES_NEEDED
        ? Optional.empty()
        : Optional.of(Failure.retryable(
            FailureCode.LOW_MEMORY,
            "The machine has only " + available.getAsLong()
                + " MB of memory left; give it more, or run fewer tasks at once."));
  }

  private static OptionalLong handles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? OptionalLong.of(system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount())
        : OptionalLong.empty();
  }
}
