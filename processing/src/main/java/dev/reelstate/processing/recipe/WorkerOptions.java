package dev.reelstate.processing.recipe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the worker processes run that parse untrusted media.
 *
 * @param java the {@code java} program to start them with
 * @param heapMegabytes the most Java heap of one worker; pictures are not kept there
 * @param memoryMegabytes the most resident memory of one worker, its natives included; beyond it
 *     the worker is ended
 * @param commandPrefix put in front of the command: a sandbox such as {@code bwrap} with its
 *     arguments; usually empty
 * @param tasksPerWorker after so many tasks a worker is replaced by a fresh one
 * @param idle a worker without work is ended after this time
 * @param nativesCache where the native libraries are unpacked once, or null for JavaCPP's own place
 *     in the user's home
 */
public record WorkerOptions(
    Path java,
    int heapMegabytes,
    int memoryMegabytes,
    List<String> commandPrefix,
    int tasksPerWorker,
    Duration idle,
    @Nullable Path nativesCache) {

  /**
   * Copies the list and checks the ranges.
   *
   * @throws IllegalArgumentException if a size is not positive
   */
  public WorkerOptions {
    commandPrefix = List.copyOf(commandPrefix);
    if (heapMegabytes < 16 || memoryMegabytes < 128 || tasksPerWorker < 1) {
      throw new IllegalArgumentException(
          "A worker needs at least 16 MB of heap, 128 MB of memory and one task, not "
              + heapMegabytes + ", " + memoryMegabytes + " and " + tasksPerWorker + ".");
    }
  }

  /** This process's Java, 96 MB of heap, 3 GB of memory, no prefix, 50 tasks, one minute idle. */
  public static WorkerOptions standard() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new WorkerOptions(java, 96, 3072, List.of(), 50, Duration.ofMinutes(1), null);
  }

  /** A copy with another limit on resident memory. */
  public WorkerOptions withMemoryMegabytes(int megabytes) {
    return new WorkerOptions(
        java, heapMegabytes, megabytes, commandPrefix, tasksPerWorker, idle, nativesCache);
  }

  /** A copy with another time after which a worker that has nothing to do is ended. */
  public WorkerOptions withIdle(Duration longest) {
    return new WorkerOptions(
        java, heapMegabytes, memoryMegabytes, commandPrefix, tasksPerWorker, longest, nativesCache);
  }

  /** A copy with a command prefix. */
  public WorkerOptions withCommandPrefix(List<String> prefix) {
    return new WorkerOptions(
        java, heapMegabytes, memoryMegabytes, prefix, tasksPerWorker, idle, nativesCache);
  }

  /** A copy with another place for the unpacked natives. */
  public WorkerOptions withNativesCache(Path folder) {
    return new WorkerOptions(
        java, heapMegabytes, memoryMegabytes, commandPrefix, tasksPerWorker, idle, folder);
  }
}
