package dev.reelstate.jdbc.backup;

import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes an archive under a temporary name in the target folder, and renames it once it is complete
 * and on disk. Not thread-safe.
 */
final class BackupFile implements AutoCloseable {

  private final Path target;
  private final Path unfinished;
  private final boolean replace;

  private BackupFile(Path target, Path unfinished, boolean replace) {
    this.target = target;
    this.unfinished = unfinished;
    this.replace = replace;
  }

  /** Starts an archive, creating missing folders. */
  static BackupFile begin(Path file, boolean replace) throws IOException {
    Path target = file.toAbsolutePath();
    requireFree(target, replace);
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException("Not a file: " + target);
    }
    Files.createDirectories(folder);
    Path unfinished = Files.createTempFile(folder, "." + target.getFileName() + "-", ".unfinished");
    return new BackupFile(target, unfinished, replace);
  }

  OutputStream open() throws IOException {
    return Files.newOutputStream(unfinished);
  }

  /** Completes the archive and gives it its name. */
  void finish() throws IOException {
    Seal.put(unfinished);
    requireFree(target, replace);
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    forceFolder();
  }

  /** Removes an unfinished archive. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(unfinished);
  }

  private static void requireFree(Path target, boolean replace) {
    if (Files.isDirectory(target)) {
      throw BackupFailures.permanent(
          FailureCode.INVALID_REQUEST, "A backup is a file, but the path is a folder.", null);
    }
    if (!replace && Files.exists(target)) {
      throw BackupFailures.permanent(
          FailureCode.INVALID_REQUEST,
          "The file already exists; choose another path, or ask to overwrite it.",
          null);
    }
  }

  /**
   * Forces the new name to disk, so that it survives a power failure, where a folder can be opened
   * as a file.
   */
  private void forceFolder() throws IOException {
    if (target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel folder = FileChannel.open(target.getParent())) {
        folder.force(true);
      }
    }
  }
}
