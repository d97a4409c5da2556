package dev.reelstate.examples.quickstart;

import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The working folder of a quickstart, locked by one quickstart at a time. The operating system
 * releases the lock when its holder exits, for whatever reason.
 */
final class OutputFolder implements AutoCloseable {

  static final String REPORT = "report.html";
  static final String RESULT = "result.json";

  private static final String STATE = ".quickstart";
  private static final String MEDIA = "media";

  /** The reserve of the storage, plus room for the database. */
  private static final long LEAST_ROOM = FileStorage.DEFAULT_RESERVE + (8L << 20);

  private final Path dir;
  private final FileChannel channel;

  private OutputFolder(Path dir, FileChannel channel) {
    this.dir = dir;
    this.channel = channel;
  }

  /**
   * Creates the folder if it is missing, and locks it.
   *
   * @throws RefusedException if that fails, or another quickstart holds the lock
   */
  static OutputFolder open(Path dir) throws RefusedException {
    if (Files.exists(dir) && !Files.isDirectory(dir)) {
      throw RefusedException.usage("\"" + dir + "\" is a file; --out must name a folder.");
    }
    if (dir.toAbsolutePath().toString().indexOf(';') >= 0) {
      throw RefusedException.usage(
          "The path of the folder given with --out contains a semicolon, which the database"
              + " does not support.");
    }
    try {
      requireRoom(dir);
      Files.createDirectories(dir.resolve(STATE));
      FileChannel channel = FileChannel.open(
          dir.resolve(STATE).resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw RefusedException.failed("Another quickstart is running in \"" + dir
            + "\"; wait for it or choose another folder with --out.");
      }
      return new OutputFolder(dir, channel);
    } catch (IOException e) {
      throw RefusedException.failed(
          "The folder \"" + dir + "\" cannot be created or written to (" + Text.reason(e) + ").");
    }
  }

  private static void requireRoom(Path dir) throws IOException, RefusedException {
    Path existing = dir.toAbsolutePath().normalize();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    long free = Files.getFileStore(existing).getUsableSpace();
    if (free < LEAST_ROOM) {
      throw RefusedException.failed(String.format(
          Locale.ROOT,
          "The disk of \"%s\" has only %.1f MB free, but at least %.1f MB are required; free"
              + " some space and try again.",
          dir,
          free / 1e6,
          LEAST_ROOM / 1e6));
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another quickstart within this process
    }
  }

  Path database() {
    return dir.resolve(STATE).resolve("videos");
  }

  Path log() {
    return dir.resolve(STATE).resolve("log.txt");
  }

  Path media() {
    return dir.resolve(MEDIA);
  }

  Path sample() {
    return dir.resolve("sample.mp4");
  }

  /** The path at which a file is written before it is moved to its visible location. */
  Path unfinished(String name) {
    return dir.resolve(STATE).resolve(name);
  }

  /** The path of an artifact. */
  Path file(Artifact artifact) {
    return dir.resolve(pathOf(artifact));
  }

  /** The path of an artifact relative to the folder, with forward slashes. */
  static String pathOf(Artifact artifact) {
    return MEDIA + "/" + artifact.key();
  }

  /**
   * Writes a file atomically.
   *
   * @throws RefusedException if it cannot be written
   */
  void write(String name, String text) throws RefusedException {
    Path unfinished = unfinished(name);
    try {
      try {
        Files.writeString(unfinished, text);
        Files.move(
            unfinished,
            dir.resolve(name),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw RefusedException.failed(
          "\"" + dir.resolve(name) + "\" could not be written (" + Text.reason(e) + ").");
    }
  }

  /** Releases the lock. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
