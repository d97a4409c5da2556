package dev.reelstate.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps the bytes of originals and artifacts under keys.
 *
 * <p>Reelstate makes the keys, never from a user's file name: parts of letters, digits, dots,
 * dashes and underscores, joined by slashes. The object under a key never changes and exists whole
 * or not at all. Implementations are thread-safe and throw {@link IOException} when the storage
 * fails and {@link StorageFullException} when it has no room.
 */
public interface MediaStorage extends AutoCloseable {

  /**
   * Starts receiving an object of unknown size. Nothing is visible until it is committed.
   *
   * @throws StorageFullException if there is no room
   */
  Receiver receive(String key) throws IOException;

  /**
   * Moves every file of a local folder under a prefix, keeping relative paths. The folder no longer
   * exists afterwards. The prefix must be unused; if this fails halfway, {@link #delete(String)} of
   * the prefix removes what was moved.
   */
  void publish(Path folder, String prefix) throws IOException;

  /**
   * Moves a local file under a key. The file no longer exists afterwards, and the object exists
   * whole or not at all.
   *
   * @throws StorageFullException if there is no room
   */
  void adopt(Path file, String key) throws IOException;

  /**
   * Moves an object to another key, at which there must be none. By default it is copied and then
   * removed, so both exist if this fails halfway; a storage that can rename does that instead.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such object
   * @throws StorageFullException if there is no room for a copy
   */
  default void move(String from, String to) throws IOException {
    try (InputStream bytes = open(from, 0);
        Receiver receiver = receive(to)) {
      bytes.transferTo(receiver);
      receiver.commit();
    }
    delete(from);
  }

  /**
   * Opens an object for reading from a byte offset.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such object
   */
  InputStream open(String key, long offset) throws IOException;

  /** The size of an object in bytes, or empty if there is none. */
  Optional<Long> size(String key) throws IOException;

  /** The keys that begin with a prefix of whole parts, in order. */
  List<String> list(String prefix) throws IOException;

  /** Removes the object under that key and every object below it; does nothing if there is none. */
  void delete(String prefix) throws IOException;

  /**
   * The object as a read-only file on this machine: the stored file itself if the storage keeps
   * files, else a copy.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such object
   */
  LocalFile local(String key) throws IOException;

  /** A folder on this machine for unfinished work, from which {@link #publish} is cheap. */
  Path workFolder();

  /**
   * A folder on this machine for uploads that outlive this process, from which {@link #adopt} is
   * cheap. A file in it stays until its creator removes it.
   */
  Path uploadFolder() throws IOException;

  /**
   * Checks that there is room for a number of further bytes.
   *
   * @throws StorageFullException if there is not, saying how much is free
   */
  void requireRoom(long bytes) throws IOException;

  /** The room for further bytes; empty if the storage cannot tell, as by default. */
  default OptionalLong freeBytes() throws IOException {
    return OptionalLong.empty();
  }

  /** Releases what the storage holds for unfinished work; stored objects stay. */
  @Override
  void close() throws IOException;

  /** An object that is being received. Not thread-safe. */
  abstract class Receiver extends OutputStream {

    /** For subclasses. */
    protected Receiver() {}

    /** Makes the object visible. */
    public abstract void commit() throws IOException;

    /** Ends receiving; without a prior commit, nothing of the object remains. */
    @Override
    public abstract void close() throws IOException;
  }

  /** An object as a local file. Closing it releases the copy, if it is one. */
  interface LocalFile extends AutoCloseable {

    /** The file. */
    Path path();

    /** Releases the file. */
    @Override
    void close();
  }

  /** The storage has no room. */
  final class StorageFullException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says what is full, in one human-readable sentence. */
    public StorageFullException(String message) {
      super(message);
    }
  }
}
