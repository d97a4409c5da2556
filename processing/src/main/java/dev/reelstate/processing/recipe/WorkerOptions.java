package dev.reelstate.processing.recipe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of the worker processes, which parse untrusted media.
 *
 * @param java the {@code java} executable that starts them
 * @param heapMegabytes the maximum Java heap of one worker; pictures are kept outside it
 * @param memoryMegabytes the maximum resident memory of one worker, including its natives and every
 *     process below it; a worker beyond it is killed
 * @param commandPrefix put in front of the command, and of the sandbox if there is one; usually
 *     empty
 * @param tasksPerWorker the number of tasks after which a worker is replaced by a fresh one; with a
 *     sandbox it is always one
 * @param idle the time after which an idle worker is killed
 * @param nativesCache the folder into which the native libraries are unpacked once, or null for
 *     JavaCPP's own folder in the user's home. Jars that workers need and that lie inside another
 *     jar are copied into the folder {@code worker} in it; if it is null, into
 *     {@code .reelstate/worker} in the home, or else into {@code reelstate-worker-USER} in the
 *     folder for temporary files. That folder belongs to the user of this process alone
 * @param sandbox confines each worker to one operation, or null to use workers as they are
 * @param classPath the jars and folders that workers are started with; usually empty, to use those
 *     that this process has loaded Reelstate from
 */
public record WorkerOptions(
    Path java,
    int heapMegabytes,
    int memoryMegabytes,
    List<String> commandPrefix,
    int tasksPerWorker,
    Duration idle,
    @Nullable Path nativesCache,
    @Nullable Sandbox sandbox,
    List<Path> classPath) {

  /**
   * Copies the lists and checks the ranges.
   *
   * @throws IllegalArgumentException if the heap is under 16 MB, the memory under 128 MB, or the
   *     number of tasks not positive
   */
  public WorkerOptions {
    commandPrefix = List.copyOf(commandPrefix);
    classPath = List.copyOf(classPath);
    if (heapMegabytes < 16 || memoryMegabytes < 128 || tasksPerWorker < 1) {
      throw new IllegalArgumentException(
          "A worker needs at least 16 MB of heap, 128 MB of memory and one task, not "
              + heapMegabytes + ", " + memoryMegabytes + " and " + tasksPerWorker + ".");
    }
  }

  /**
   * This process's Java, 96 MB of heap, 3 GB of memory, no prefix, 50 tasks, one minute idle, no
   * sandbox.
   */
  public static WorkerOptions standard() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new WorkerOptions(
        java, 96, 3072, List.of(), 50, Duration.ofMinutes(1), null, null, List.of());
  }

  /** A copy with another {@code java} executable. */
  public WorkerOptions withJava(Path executable) {
    return new WorkerOptions(
        executable,
        heapMegabytes,
        memoryMegabytes,
        commandPrefix,
        tasksPerWorker,
        idle,
        nativesCache,
        sandbox,
        classPath);
  }

  /** A copy with another limit on resident memory. */
  public WorkerOptions withMemoryMegabytes(int megabytes) {
    return new WorkerOptions(
        java,
        heapMegabytes,
        megabytes,
        commandPrefix,
        tasksPerWorker,
        idle,
        nativesCache,
        sandbox,
        classPath);
  }

  /** A copy with another time after which an idle worker is killed. */
  public WorkerOptions withIdle(Duration longest) {
    return new WorkerOptions(
        java,
        heapMegabytes,
        memoryMegabytes,
        commandPrefix,
        tasksPerWorker,
        longest,
        nativesCache,
        sandbox,
        classPath);
  }

  /** A copy with a command prefix. */
  public WorkerOptions withCommandPrefix(List<String> prefix) {
    return new WorkerOptions(
        java,
        heapMegabytes,
        memoryMegabytes,
        prefix,
        tasksPerWorker,
        idle,
        nativesCache,
        sandbox,
        classPath);
  }

  /** A copy with another folder for the unpacked natives. */
  public WorkerOptions withNativesCache(Path folder) {
    return new WorkerOptions(
        java,
        heapMegabytes,
        memoryMegabytes,
        commandPrefix,
        tasksPerWorker,
        idle,
        folder,
        sandbox,
        classPath);
  }

  /** A copy with a sandbox. */
  public WorkerOptions withSandbox(Sandbox confinement) {
    return new WorkerOptions(
        java,
        heapMegabytes,
        memoryMegabytes,
        commandPrefix,
        tasksPerWorker,
        idle,
        nativesCache,
        confinement,
        classPath);
  }

  /**
   * A copy with a class path of the workers' own, for a class loader that does not tell where its
   * classes come from. It holds this module, {@code reelstate-core}, Jackson, SLF4J, and JavaCPP
   * and FFmpeg with their natives.
   */
  public WorkerOptions withClassPath(List<Path> entries) {
    return new WorkerOptions(
        java,
        heapMegabytes,
        memoryMegabytes,
        commandPrefix,
        tasksPerWorker,
        idle,
        nativesCache,
        sandbox,
        entries);
  }
}
