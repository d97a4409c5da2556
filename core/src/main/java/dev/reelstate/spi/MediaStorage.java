package dev.reelstate.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the bytes are kept: originals and artifacts, under keys.
 *
 * <p>A key is made by Reelstate, never from a user's file name: parts of letters, digits, dots,
 * dashes and underscores, joined by slashes. What is under a key never changes; it is there whole
 * or not at all. Implementations are thread-safe and throw {@link IOException} when the storage
 * fails and {@link StorageFullException} when it has no room.
 */
public interface MediaStorage extends AutoCloseable {

  /**
   * Begins to receive an object of unknown size. Nothing is visible until it is committed.
   *
   * @throws StorageFullException if there is no room
   */
  Receiver receive(String key) throws IOException;

  /**
   * Moves every file of a local folder under a prefix, keeping relative paths. The folder is gone
   * afterwards. The prefix must be fresh; if this fails half-way, {@link #delete(String)} of the
   * prefix removes what had arrived.
   */
  void publish(Path folder, String prefix) throws IOException;

  /**
   * Moves a local file under a key. The file is gone afterwards, and the object is there whole or
   * not at all.
   *
   * @throws StorageFullException if there is no room
   */
  void adopt(Path file, String key) throws IOException;

  /**
   * Opens an object for reading from a byte on.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such object
   */
  InputStream open(String key, long offset) throws IOException;

  /** The size of an object in bytes, or empty if there is none. */
  Optional<Long> size(String key) throws IOException;

  /** The keys that begin with a prefix of whole parts, in order. */
  List<String> list(String prefix) throws IOException;

  /** Removes the object of that key and every object below it; does nothing if there is none. */
  void delete(String prefix) throws IOException;

  /**
   * The object as a file on this machine, for reading only: itself where the storage is one of
   * files, else a copy.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such object
   */
  LocalFile local(String key) throws IOException;

  /** A folder on this machine for unfinished work, from which {@link #publish} is cheap. */
  Path workFolder();

  /**
   * A folder on this machine for uploads that go on after this process has ended, from which
   * {@link #adopt} is cheap. What is in it stays until whoever put it there removes it.
   */
  Path uploadFolder() throws IOException;

  /**
   * Makes sure that there is room for some more bytes.
   *
   * @throws StorageFullException if there is not, saying how much is free
   */
  void requireRoom(long bytes) throws IOException;

  /** Gives up what the storage holds for unfinished work; stored objects stay. */
  @Override
  void close() throws IOException;

  /** An object on its way in. Not thread-safe. */
  abstract class Receiver extends OutputStream {

    /** For subclasses. */
    protected Receiver() {}

    /** Makes the object visible. */
    public abstract void commit() throws IOException;

    /** Ends it; without a commit before, nothing is left of it. */
    @Override
    public abstract void close() throws IOException;
  }

  /** An object as a local file. Closing it gives back the copy, where it is one. */
  interface LocalFile extends AutoCloseable {

    /** The file. */
    Path path();

    /** Gives it back. */
    @Override
    void close();
  }

  /** The storage has no room. */
  final class StorageFullException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says what is full, in a sentence for people. */
    public StorageFullException(String message) {
      super(message);
    }
  }
}
