package dev.reelstate.processing;

import dev.reelstate.processing.storage.FileTree;
import dev.reelstate.processing.worker.Json;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one upload, with the received bytes and a note that describes them. Only the size
 * of the byte file tells how many bytes have arrived.
 */
final class UploadFolder {

  private static final String BYTES = "bytes";
  private static final String NOTE = "upload.json";

  /**
   * Describes the bytes.
   *
   * @param video the video that they become
   * @param size their total number
   * @param startedAt when the upload began
   * @param key their key in the storage, or null until all have arrived
   * @param sha256 the hash of all of them, or null until all have arrived
   */
  record Note(
      NewVideo video,
      long size,
      Instant startedAt,
      @Nullable String key,
      @Nullable String sha256) {

    /** The original, once all bytes have arrived. */
    Optional<Original> original() {
      return key == null || sha256 == null
          ? Optional.empty()
          : Optional.of(new Original(key, size, sha256));
    }

    Note whole(String place, String hash) {
      return new Note(video, size, startedAt, place, hash);
    }
  }

  private final Path folder;

  private UploadFolder(Path folder) {
    this.folder = folder;
  }

  static UploadFolder of(Path parent, VideoId id) {
    return new UploadFolder(parent.resolve(id.toString()));
  }

  void create(Note note) throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(bytes());
    Files.createFile(bytes());
    write(note);
  }

  /** The note; empty if there is no such upload. */
  Optional<Note> read() throws IOException {
    try {
      return Optional.of(Json.read(Files.readString(folder.resolve(NOTE)), Note.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void write(Note note) throws IOException {
    Path next = folder.resolve(NOTE + ".next");
    Files.writeString(next, Json.write(note));
    Files.move(
        next,
        folder.resolve(NOTE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
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

  void delete() throws IOException {
    FileTree.delete(folder);
  }
}
