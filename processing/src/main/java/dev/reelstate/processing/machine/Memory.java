package dev.reelstate.processing.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of a Linux machine and of the container that this process runs in; elsewhere nothing
 * is known. Thread-safe.
 */
public final class Memory {

  private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
  private static final long MEGABYTE = 1L << 20;

  private final Path system;
  private final Path container;

  /**
   * Reads the memory as Linux shows it.
   *
   * @param system the folder that has {@code meminfo} and {@code vmstat}
   * @param container the folder of the control group, version 2
   */
  Memory(Path system, Path container) {
    this.system = system;
    this.container = container;
  }

  /** The memory of this machine. */
  public static Memory here() {
    return new Memory(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
  }

  /** What new processes may use, in megabytes, caches that can be dropped included. */
  public OptionalLong availableMegabytes() {
    return Stream.of(ofMachine(), ofContainer())
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .min();
  }

  /** How many processes the system has ended since it started, because memory ran out. */
  public long killed() {
    return number(system.resolve("vmstat"), "oom_kill").orElse(0);
  }

  private OptionalLong ofMachine() {
    OptionalLong kilobytes = number(system.resolve("meminfo"), "MemAvailable:");
    return kilobytes.isEmpty() ? kilobytes : OptionalLong.of(kilobytes.getAsLong() / 1024);
  }

  private OptionalLong ofContainer() {
    OptionalLong most = number(container.resolve("memory.max"), "");
    OptionalLong used = number(container.resolve("memory.current"), "");
    if (most.isEmpty() || used.isEmpty()) {
      return OptionalLong.empty();
    }
    Path details = container.resolve("memory.stat");
    long droppable = number(details, "inactive_file").orElse(0)
        + number(details, "active_file").orElse(0);
    return OptionalLong.of((most.getAsLong() - used.getAsLong() + droppable) / MEGABYTE);
  }

  /** The number behind a name in a file; empty if there is none. */
  private static OptionalLong number(Path file, String name) {
    return lines(file).stream()
        .map(line -> line.trim().split("\\s+"))
        .map(words -> name.isEmpty() ? List.of("", words[0]) : List.of(words))
        .filter(words -> words.size() > 1 && words.get(0).equals(name))
        .map(words -> words.get(1))
        .filter(word -> word.matches("\\d{1,18}"))
        .mapToLong(Long::parseLong)
        .findFirst();
  }

  private static List<String> lines(Path file) {
    if (!Files.isReadable(file)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.toList();
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("{} cannot be read", file, e);
      return List.of();
    }
  }
}
