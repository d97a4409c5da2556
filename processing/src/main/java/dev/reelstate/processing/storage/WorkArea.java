package dev.reelstate.processing.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A folder for the unfinished work of one process. A file lock tells it apart from the leftovers of
 * dead processes, since the system releases a lock however its holder ends. Each new process
 * removes the folders whose lock it can acquire.
 */
final class WorkArea implements AutoCloseable {

  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;

  private WorkArea(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Creates a work area and removes abandoned ones. Only one process does so at a time, since a
   * folder under construction must not look abandoned.
   */
  static synchronized WorkArea in(Path parent) throws IOException {
    Files.createDirectories(parent);
    try (FileChannel guard = FileChannel.open(
        parent.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      guard.lock(); // until the channel closes
      removeAbandoned(parent);
      return create(parent);
    }
  }

  private static WorkArea create(Path parent) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(UUID.randomUUID().toString()));
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return new WorkArea(folder, channel, channel.lock());
  }

  Path folder() {
    return folder;
  }

  private static void removeAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, Files::isDirectory)) {
      for (Path folder : folders) {
        if (isAbandoned(folder)) {
          FileTree.delete(folder);
        }
      }
    }
  }

  private static boolean isAbandoned(Path folder) throws IOException {
    Path file = folder.resolve(LOCK);
    if (!Files.exists(file)) {
      return true; // its owner ended before it could lock it, or while removing it
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this process
    }
  }

  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    lock.close();
    channel.close();
    FileTree.delete(folder);
  }
}
