package dev.reelstate.processing.storage;

import dev.reelstate.ReelstateException;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Stores media as files below a folder. Several applications may share the folder.
 *
 * <p>Unfinished files lie in a hidden folder on the same volume and are renamed into place, so that
 * a key exists completely or not at all. The unfinished files of a dead process are removed when
 * the next process opens the storage. Thread-safe.
 */
public final class FileStorage implements MediaStorage {

  /**
   * Bytes of the volume that are never filled, so that a database on the same volume can still
   * write.
   */
  public static final long DEFAULT_RESERVE = 32L << 20;

  private static final Pattern KEY =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
  private static final String WORK = ".work";
  private static final String UPLOADS = ".uploads";

  private final Path root;
  private final WorkArea work;
  private final long reserve;

  private FileStorage(Path root, WorkArea work, long reserve) {
    this.root = root;
    this.work = work;
    this.reserve = reserve;
  }

  /**
   * Opens the storage in a folder with the default reserve; creates the folder if it is missing.
   *
   * @throws ReelstateException STORAGE_UNAVAILABLE if the folder cannot be created or written to
   */
  public static FileStorage at(Path folder) {
    return at(folder, DEFAULT_RESERVE);
  }

  /**
   * Opens the storage in a folder; creates the folder if it is missing.
   *
   * @param reserve bytes of the volume that are never filled
   * @throws ReelstateException STORAGE_UNAVAILABLE if the folder cannot be created or written to
   */
  public static FileStorage at(Path folder, long reserve) {
    Path root = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      return new FileStorage(root, WorkArea.in(root.resolve(WORK)), reserve);
    } catch (IOException e) {
      throw new ReelstateException(
          Failure.retryable(
                  FailureCode.STORAGE_UNAVAILABLE,
                  "The media folder cannot be created or written to; check that it is a folder"
                      + " this user may write to and that its disk has room.")
              .withDetail(e.toString()),
          e);
    }
  }

  @Override
  public Receiver receive(String key) throws IOException {
    requireRoom(0);
    return new FileReceiver(this, work.folder(), resolve(key));
  }

  @Override
  public void publish(Path folder, String prefix) throws IOException {
    FileTree.requireFilesOnly(folder);
    Path target = resolve(prefix);
    Files.createDirectories(target.getParent());
    if (Files.getFileStore(folder).equals(Files.getFileStore(target.getParent()))) {
      FileTree.forceAll(folder);
      FileTree.rename(folder, target);
    } else {
      copy(folder, target);
    }
  }

  private void copy(Path folder, Path target) throws IOException {
    Path staged = Files.createTempDirectory(work.folder(), "publish");
    for (Path file : FileTree.files(folder)) {
      Path copy = staged.resolve(folder.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    FileTree.forceAll(staged);
    FileTree.rename(staged, target);
    FileTree.delete(folder);
  }

  @Override
  public void adopt(Path file, String key) throws IOException {
    Path target = resolve(key);
    Files.createDirectories(target.getParent());
    Path here = file;
    if (!Files.getFileStore(file).equals(Files.getFileStore(target.getParent()))) {
      requireRoom(Files.size(file));
      here = work.folder().resolve(UUID.randomUUID().toString());
      Files.copy(file, here);
    }
    FileTree.force(here);
    FileTree.rename(here, target);
    if (!here.equals(file)) {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void move(String from, String to) throws IOException {
    Path file = resolve(from);
    if (!FileTree.isFile(root, file)) {
      throw new NoSuchFileException(from);
    }
    Path target = resolve(to);
    Files.createDirectories(target.getParent());
    FileTree.force(file);
    FileTree.rename(file, target);
  }

  @Override
  public InputStream open(String key, long offset) throws IOException {
    Path file = resolve(key);
    if (!FileTree.isFile(root, file)) {
      throw new NoSuchFileException(key);
    }
    InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    try {
      in.skipNBytes(offset);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public Optional<Long> size(String key) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(resolve(key), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile() ? Optional.of(attributes.size()) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    return FileTree.files(resolve(prefix)).stream()
        .map(file -> root.relativize(file).toString().replace('\\', '/'))
        .toList();
  }

  @Override
  public void delete(String prefix) throws IOException {
    FileTree.delete(resolve(prefix));
  }

  @Override
  public LocalFile local(String key) throws IOException {
    Path file = resolve(key);
    if (!FileTree.isFile(root, file)) {
      throw new NoSuchFileException(key);
    }
    return new LocalFile() {
      @Override
      public Path path() {
        return file;
      }

      @Override
      public void close() {
        // the file itself, not a copy
      }
    };
  }

  @Override
  public Path workFolder() {
    return work.folder();
  }

  @Override
  public Path uploadFolder() throws IOException {
    return Files.createDirectories(root.resolve(UPLOADS));
  }

  @Override
  public OptionalLong freeBytes() throws IOException {
    return OptionalLong.of(Math.max(0, Files.getFileStore(root).getUsableSpace() - reserve));
  }

  @Override
  public void requireRoom(long bytes) throws IOException {
    long free = Files.getFileStore(root).getUsableSpace();
    if (free - bytes < reserve) {
      throw new StorageFullException(String.format(
          Locale.ROOT,
          "The disk of the media folder has only %.1f MB free, and %.1f MB are needed;"
              + " free some space and try again.",
          free / 1e6,
          (bytes + reserve) / 1e6));
    }
  }

  private Path resolve(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("This is not a storage key: \"" + key + "\".");
    }
    return root.resolve(key);
  }

  @Override
  public void close() throws IOException {
    work.close();
  }
}
