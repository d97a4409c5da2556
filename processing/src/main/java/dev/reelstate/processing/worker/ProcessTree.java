package dev.reelstate.processing.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A process and all that it has started. A worker behind a sandbox is not the process that its host
 * started but one below it, and a worker that was taken over may start others. Thread-safe.
 */
final class ProcessTree {

  /** Looking for new processes reads all processes of the system, so it is not done every time. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Duration REAP = Duration.ofMillis(200);

  private final ProcessHandle root;
  private final Map<ProcessHandle, Duration> cpu = new HashMap<>();
  private Set<ProcessHandle> members = Set.of();
  private Duration endedCpu = Duration.ZERO;
  private @Nullable Long lookedAt;

  ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  /** Resident memory of all processes in megabytes, or 0 if the system does not report it. */
  synchronized long residentMegabytes() {
    lookAgain();
    return members.stream().mapToLong(ProcessTree::residentKilobytes).sum() / 1024;
  }

  private static long residentKilobytes(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // it has ended since the check
    }
  }

  /** Processor time of all processes so far, as far as it was sampled while they existed. */
  synchronized Duration cpu() {
    lookAgain();
    for (ProcessHandle member : members) {
      member.info().totalCpuDuration().ifPresent(total -> cpu.put(member, total));
    }
    return cpu.values().stream().reduce(endedCpu, Duration::plus);
  }

  /**
   * Kills all processes. The root is given a moment to see its children's end: what a killed root
   * leaves behind stays a zombie where nobody cleans up, as in a container without an init process.
   */
  synchronized void kill() {
    look(); // a process whose parent has ended is no longer found
    boolean alone = members.equals(Set.of(root));
    members.stream().filter(member -> !member.equals(root)).forEach(ProcessHandle::destroyForcibly);
    if (!alone) {
      root.onExit()
          .completeOnTimeout(root, REAP.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    }
    root.destroyForcibly();
  }

  private void lookAgain() {
    if (lookedAt == null || System.nanoTime() - lookedAt > LOOK.toNanos()) {
      look();
    }
  }

  /** Looks for processes that have started since the last time. */
  synchronized void look() {
    Set<ProcessHandle> found = new HashSet<>(members);
    found.add(root);
    root.descendants().forEach(found::add);
    members = found.stream().filter(ProcessHandle::isAlive).collect(Collectors.toSet());
    cpu.keySet().removeIf(member -> {
      boolean ended = !members.contains(member);
      if (ended) {
        endedCpu = endedCpu.plus(cpu.get(member));
      }
      return ended;
    });
    lookedAt = System.nanoTime();
  }
}
