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
 * What has arrived of one upload, in a folder of its own: the bytes, and what they will be. How
 * many bytes there are is what the file says, and nothing else does.
 */
final class UploadFolder {

  private static final String BYTES = "bytes";
  private static final String NOTE = "upload.json";

  /**
   * What is known beside the bytes.
   *
   * @param video what they will be
   * @param size how many there will be
   * @param startedAt when the upload began
   * @param key where in the storage they go, once all have arrived; null before
   * @param sha256 of all of them, or null before
   */
  record Note(
      NewVideo video,
      long size,
      Instant startedAt,
      @Nullable String key,
      @Nullable String sha256) {

    /** The whole file, once it is known. */
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

  /** What is known; empty if there is no such upload. */
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

  /** How many bytes have arrived; all of them if they are in the storage already. */
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
