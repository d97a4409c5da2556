package dev.reelstate.processing;

import dev.reelstate.processing.storage.FileTree;
import dev.reelstate.processing.worker.Json;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one upload, with the received bytes and a note that describes them. Only the size
 * of the byte file tells how many bytes have arrived.
 */
final class UploadFolder {

  private static final String BYTES = "bytes";
  private static final String NOTE = "upload.json";
  private static final String UNFINISHED = ".new-";
  private static final String BROKEN = ".broken-";
  private static final String REMOVED = ".removed-";

  /** A single look may fall between another process's removal of a folder and its new one. */
  private static final int LOOKS = 3;

  /** What is on disk is no upload. */
  static final class BrokenUploadException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenUploadException(String message, @Nullable Exception cause) {
      super(message, cause);
    }
  }

  /**
   * Describes the bytes.
   *
   * @param video the video that they become
   * @param size their total number
   * @param startedAt when the upload began
   * @param key their key in the storage, or null until all have arrived
   * @param sha256 the hash of all of them, or null until all have arrived
   * @param attempt tells this upload from earlier and later ones of the same video
   */
  record Note(
      NewVideo video,
      long size,
      Instant startedAt,
      @Nullable String key,
      @Nullable String sha256,
      @Nullable String attempt) {

    /** An upload of which nothing has arrived. */
    static Note of(NewVideo video, long size, Instant startedAt) {
      return new Note(video, size, startedAt, null, null, UUID.randomUUID().toString());
    }

    /**
     * Checks what the JSON may lack.
     *
     * @throws IllegalArgumentException if the video, the size or the start is missing
     */
    Note {
      if (video == null || startedAt == null || size <= 0) {
        throw new IllegalArgumentException("The note lacks the video, its size or its start.");
      }
    }

    boolean isOfSameAttempt(Note other) {
      return Objects.equals(attempt, other.attempt);
    }

    /** The original, once all bytes have arrived. */
    Optional<Original> original() {
      return key == null || sha256 == null
          ? Optional.empty()
          : Optional.of(new Original(key, size, sha256));
    }

    Note whole(String place, String hash) {
      return new Note(video, size, startedAt, place, hash, attempt);
    }
  }

  private final Path folder;

  private UploadFolder(Path folder) {
    this.folder = folder;
  }

  static UploadFolder of(Path parent, VideoId id) {
    return new UploadFolder(parent.resolve(id.toString()));
  }

  /** Begins an upload; one that was there before is removed. The folder appears complete. */
  void create(Note note) throws IOException {
    Path parent = Objects.requireNonNull(folder.getParent());
    FileTree.createFolders(parent);
    Path next = Files.createTempDirectory(parent, UNFINISHED);
    try {
      Files.createFile(next.resolve(BYTES));
      write(next, note);
      replaceBy(next);
    } finally {
      FileTree.delete(next); // unless it has become the folder
    }
  }

  private void replaceBy(Path next) throws IOException {
    for (int look = 1; ; look++) {
      delete();
      try {
        FileTree.rename(next, folder);
        return;
      } catch (FileSystemException e) {
        if (look == LOOKS) {
          throw e;
        } // else another process has just created one
      }
    }
  }

  /**
   * The note; empty if there is no such upload. An upload that another process replaces meanwhile
   * is not broken, only another one.
   *
   * @throws BrokenUploadException if the note cannot be read, or the bytes are missing
   */
  Optional<Note> read() throws IOException, BrokenUploadException {
    Optional<Note> note = readNote();
    for (int look = 1; note.isPresent() && lacksBytes(note.get()); look++) {
      if (look == LOOKS) {
        throw new BrokenUploadException("its bytes are missing", null);
      }
      note = readNote();
    }
    return note;
  }

  private boolean lacksBytes(Note note) {
    return note.key() == null && !hasBytes();
  }

  /** Whether the bytes are here, rather than in the storage or nowhere. */
  boolean hasBytes() {
    return Files.isRegularFile(bytes());
  }

  /** The note as it is now, unless there is no upload any more, or another one took its place. */
  Optional<Note> latest(Note earlier) throws IOException {
    try {
      return read().filter(earlier::isOfSameAttempt);
    } catch (BrokenUploadException e) {
      return Optional.empty();
    }
  }

  private Optional<Note> readNote() throws IOException, BrokenUploadException {
    Note note;
    try {
      note = Json.read(Files.readString(folder.resolve(NOTE)), Note.class);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new BrokenUploadException("its note cannot be read", e);
    }
    if (note == null) {
      throw new BrokenUploadException("its note is empty", null);
    }
    return Optional.of(note);
  }

  void write(Note note) throws IOException {
    write(folder, note);
  }

  private static void write(Path folder, Note note) throws IOException {
    Path next = folder.resolve(NOTE + ".next");
    Files.writeString(next, Json.write(note));
    FileTree.force(next);
    FileTree.rename(next, folder.resolve(NOTE));
  }

  /** Moves an upload that cannot be read out of the way, for people to look at. */
  Path setAside() throws IOException {
    Path aside = folder.resolveSibling(folder.getFileName() + BROKEN + UUID.randomUUID());
    FileTree.rename(folder, aside);
    return aside;
  }

  /**
   * Removes what processes that ended left of folders below a parent: those that they were about to
   * remove, and those that they were about to create an hour ago or more.
   */
  static void removeRemains(Path parent, Instant now) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, REMOVED + "*")) {
      for (Path folder : folders) {
        FileTree.delete(folder);
      }
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, UNFINISHED + "*")) {
      for (Path folder : folders) {
        Instant touched = Files.getLastModifiedTime(folder).toInstant();
        if (touched.isBefore(now.minus(Duration.ofHours(1)))) {
          FileTree.delete(folder);
        }
      }
    }
  }

  Path bytes() {
    return folder.resolve(BYTES);
  }

  /** The number of bytes that have arrived; all of them if the storage has already adopted them. */
  long offset(Note note) throws IOException {
    try {
      return Files.size(bytes());
    } catch (NoSuchFileException e) {
      if (note.key() != null) {
        return note.size();
      }
      throw e;
    }
  }

  FileChannel open() throws IOException {
    return FileChannel.open(bytes(), StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /**
   * Removes the upload if there is one. It vanishes as a whole: a process that ends meanwhile
   * leaves no upload without its bytes. Where a folder cannot be renamed while a file in it is
   * open, as on Windows, its note goes first.
   */
  void delete() throws IOException {
    Path removed = folder.resolveSibling(REMOVED + UUID.randomUUID());
    try {
      FileTree.rename(folder, removed);
    } catch (NoSuchFileException e) {
      return;
    } catch (FileSystemException e) {
      Files.deleteIfExists(folder.resolve(NOTE));
      removed = folder;
    }
    FileTree.delete(removed);
  }
}
