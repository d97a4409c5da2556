package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.Sha256;
import dev.reelstate.processing.UploadFolder.Note;
import dev.reelstate.processing.engine.StorageFailures;
import dev.reelstate.processing.media.container.ContainerSniffer;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Original;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One upload that this process receives.
 *
 * <p>Thread-safe. A client that has gone away blocks nobody: each append takes the upload over from
 * the previous one, which notices before it writes again. The monitor is held while writing bytes,
 * never while waiting for them.
 */
final class UploadSession {

  private static final Logger LOG = LoggerFactory.getLogger(UploadSession.class);
  private static final int BUFFER = 256 * 1024;

  /** The free space is checked again after this many bytes. */
  private static final long ROOM_CHECK = 16L << 20;

  private final UploadFolder folder;
  private final Ingest ingest;
  private final MediaStorage storage;
  private final BiConsumer<VideoId, Original> whenWhole;
  private final Consumer<UploadSession> whenOver;
  private final VideoId id;
  private final long size;
  private final @Nullable String attempt;
  private Note note;
  private MessageDigest hash = Sha256.digest();
  private long hashed;
  private long turn;
  private boolean over;

  /**
   * Creates a session.
   *
   * @param whenWhole receives the original once all bytes are stored
   * @param whenOver called when the session has ended
   */
  UploadSession(
      Note note,
      UploadFolder folder,
      Ingest ingest,
      MediaStorage storage,
      BiConsumer<VideoId, Original> whenWhole,
      Consumer<UploadSession> whenOver) {
    this.id = note.video().id();
    this.size = note.size();
    this.attempt = note.attempt();
    this.note = note;
    this.folder = folder;
    this.ingest = ingest;
    this.storage = storage;
    this.whenWhole = whenWhole;
    this.whenOver = whenOver;
  }

  VideoId id() {
    return id;
  }

  /** The number of bytes that will have arrived. */
  long size() {
    return size;
  }

  /** Whether a note is that of this upload, rather than of one that took its place. */
  boolean isOf(Note found) {
    return Objects.equals(attempt, found.attempt());
  }

  /**
   * The upload as it is.
   *
   * @throws ReelstateException UPLOAD_INTERRUPTED if it was given up; a code of the storage family
   *     if its folder cannot be read
   */
  synchronized Upload state() {
    if (over && note.key() == null) {
      throw new ReelstateException(Failure.permanent(
          FailureCode.UPLOAD_INTERRUPTED,
          "This upload was given up meanwhile; begin a new one to send the file."));
    }
    try {
      return new Upload(note.video(), size, over ? size : folder.offset(note), note.startedAt());
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  Upload append(long offset, InputStream bytes) {
    long mine = takeOver(offset);
    byte[] buffer = new byte[BUFFER];
    long at = offset;
    long roomUntil = offset;
    try (FileChannel file = folder.open();
        WantedVideos.Watch watch = ingest.watch(id)) {
      while (at < size) {
        watch.require();
        int count = read(bytes, buffer, (int) Math.min(BUFFER, size - at));
        if (count < 0) {
          return state();
        }
        if (at >= roomUntil) {
          storage.requireRoom(0);
          roomUntil = at + ROOM_CHECK;
        }
        write(mine, file, ByteBuffer.wrap(buffer, 0, count), at);
        at += count;
      }
    } catch (WantedVideos.UnwantedException e) {
      abandon();
      throw new ReelstateException(
          Failure.permanent(
              FailureCode.UPLOAD_INTERRUPTED,
              "The video of this upload is no longer wanted; begin a new upload to send it."),
          e);
    } catch (Ingest.SourceException e) {
      throw new ReelstateException(Ingest.interrupted(e), e);
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
    finish();
    return state();
  }

  private synchronized long takeOver(long offset) {
    turn++;
    long arrived = state().offset();
    if (offset != arrived) {
      throw new ReelstateException(Failure.permanent(
          FailureCode.INVALID_REQUEST,
          "This upload has received " + arrived + " bytes, not " + offset
              + "; resume from there."));
    }
    return turn;
  }

  private static int read(InputStream bytes, byte[] buffer, int most)
      throws Ingest.SourceException {
    try {
      return bytes.read(buffer, 0, most);
    } catch (IOException e) {
      throw new Ingest.SourceException(e);
    }
  }

  private synchronized void write(long mine, FileChannel file, ByteBuffer bytes, long at)
      throws IOException {
    if (turn != mine || over) {
      throw new Ingest.SourceException(
          new IOException("another request has taken over the upload"));
    }
    long next = at;
    while (bytes.hasRemaining()) {
      next += file.write(bytes, next);
    }
    if (hashed == at) {
      hash.update(bytes.flip());
      hashed = next;
    }
    boolean first =
        at < ContainerSniffer.HEAD_BYTES && next >= Math.min(ContainerSniffer.HEAD_BYTES, size);
    if (first) {
      check(file);
    }
  }

  /** Refuses a file that is not acceptable, without waiting for the rest of it. */
  private void check(FileChannel file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(ContainerSniffer.HEAD_BYTES, size));
    while (head.hasRemaining() && file.read(head, head.position()) >= 0) {
      // until the buffer is full
    }
    try {
      ingest.check(head.array(), size);
    } catch (Ingest.RejectedException e) {
      reject(e.failure);
      throw new ReelstateException(e.failure);
    }
  }

  private void reject(Failure failure) {
    ingest.stopUploading(id, VideoStatus.REJECTED, failure);
    abandon();
  }

  /**
   * Hands a complete file over to the storage. May be called again after an interruption at any
   * point, including the end of the process.
   */
  synchronized void finish() {
    if (over || state().offset() < size) {
      return;
    }
    try {
      Original original = note.original().isPresent() ? note.original().get() : whole();
      if (storage.size(original.key()).isEmpty()) {
        storage.adopt(folder.bytes(), original.key());
      }
      requireStored(original);
      whenWhole.accept(id, original);
      over = true;
      folder.delete();
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
    whenOver.accept(this);
  }

  /** What is recorded must be there, whoever else has touched the folder. */
  private void requireStored(Original original) throws IOException {
    long stored = storage.size(original.key()).orElse(0L);
    if (stored != size) {
      abandon();
      throw new ReelstateException(Failure.permanent(
          FailureCode.UPLOAD_INTERRUPTED,
          "Of the " + size + " bytes that had arrived, " + stored
              + " could be stored, since another process has touched them; begin a new upload."));
    }
  }

  private Original whole() throws IOException {
    note = note.whole(ResumableUploads.place(id), hashOfAll());
    folder.write(note);
    return note.original().orElseThrow();
  }

  /**
   * Completes the hash. Bytes that an earlier process received are read again, since its hash is
   * lost.
   */
  private String hashOfAll() throws IOException {
    try (FileChannel file = folder.open()) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (hashed < size) {
        int count = file.read(buffer.clear(), hashed);
        if (count < 0) {
          throw new IOException("The received file was truncated.");
        }
        hash.update(buffer.flip());
        hashed += count;
      }
    }
    return Sha256.text(hash);
  }

  /** Stops any append in progress and removes the received bytes. */
  synchronized void abandon() {
    over = true;
    try {
      folder.delete();
    } catch (IOException e) {
      LOG.warn("The received bytes of {} could not be removed", id, e);
    }
    whenOver.accept(this);
  }
}
