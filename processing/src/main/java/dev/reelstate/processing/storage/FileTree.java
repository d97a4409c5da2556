package dev.reelstate.processing.storage;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operations on folders with everything in them. Links are never followed: a link is neither a file
 * nor a folder here, and deleting one leaves its target alone.
 */
public final class FileTree {

  /** Windows has no way to force a folder, and makes renames durable by itself. */
  private static final boolean FOLDERS_CAN_BE_FORCED = File.separatorChar == '/';

  private FileTree() {}

  /** Removes a file or folder with everything in it; does nothing if it does not exist. */
  public static void delete(Path root) throws IOException {
    Files.walkFileTree(root, new WhatIsLeft() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
          throws IOException {
        Files.deleteIfExists(folder);
        return FileVisitResult.CONTINUE;
      }
    });
  }

  /** All regular files below a folder, sorted by path; what is removed meanwhile is left out. */
  public static List<Path> files(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(root, new WhatIsLeft() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
          files.add(file);
        }
        return FileVisitResult.CONTINUE;
      }
    });
    Collections.sort(files);
    return files;
  }

  /**
   * Makes sure that there is nothing but files and folders below a folder.
   *
   * @throws IOException naming the first link, or other special file
   */
  public static void requireFilesOnly(Path root) throws IOException {
    Files.walkFileTree(root, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        if (!attributes.isRegularFile()) {
          throw new SpecialFileException(root.relativize(file).toString());
        }
        return FileVisitResult.CONTINUE;
      }
    });
  }

  /** Whether a path below a folder leads to a regular file without passing through a link. */
  public static boolean isFile(Path root, Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !file.startsWith(root)) {
      return false;
    }
    Path folder = file.getParent();
    while (folder != null && !folder.equals(root)) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      folder = folder.getParent();
    }
    return true;
  }

  /** Flushes a file to disk, so that its content survives a power failure. */
  public static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Flushes a folder to disk, so that the names in it survive a power failure. */
  public static void forceFolder(Path folder) throws IOException {
    if (FOLDERS_CAN_BE_FORCED) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Flushes all files and folders below a folder to disk, the folder included. */
  static void forceAll(Path root) throws IOException {
    Files.walkFileTree(root, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        force(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
          throws IOException {
        forceFolder(folder);
        return FileVisitResult.CONTINUE;
      }
    });
  }

  /** Creates a folder with its missing parents, whose names survive a power failure. */
  public static void createFolders(Path folder) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    Path next = folder;
    while (next != null && !Files.isDirectory(next)) {
      missing.push(next);
      next = next.getParent();
    }
    Files.createDirectories(folder);
    for (Path created : missing) {
      Path parent = created.getParent();
      if (parent != null) {
        forceFolder(parent);
      }
    }
  }

  /**
   * Renames a file or folder within its volume, replacing a file that is there. The new name
   * survives a power failure; the content has to be forced before.
   */
  public static void rename(Path source, Path target) throws IOException {
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException("A root cannot be replaced: " + target);
    }
    createFolders(parent);
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(parent);
  }

  /** Passes over files and folders that somebody else has removed in the meantime. */
  private static class WhatIsLeft extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      if (e != null && !(e instanceof NoSuchFileException)) {
        throw e;
      }
      return FileVisitResult.CONTINUE;
    }
  }

  /** There is a link, or another special file, where only files and folders may be. */
  public static final class SpecialFileException extends IOException {
    private static final long serialVersionUID = 1L;

    SpecialFileException(String path) {
      super("\"" + path + "\" is neither a file nor a folder");
    }
  }
}
