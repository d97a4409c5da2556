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
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
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
  private final BiPredicate<VideoId, Original> whenWhole;
  private final Consumer<UploadSession> whenOver;
  private final Note begun;
  private Note note;
  private MessageDigest hash = Sha256.digest();
  private long hashed;
  private long turn;
  private boolean over;
  private boolean givenUp;

  /**
   * Creates a session.
   *
   * @param whenWhole receives the original once all bytes are stored; false if it is not wanted
   * @param whenOver called when the session has ended
   */
  UploadSession(
      Note note,
      UploadFolder folder,
      Ingest ingest,
      MediaStorage storage,
      BiPredicate<VideoId, Original> whenWhole,
      Consumer<UploadSession> whenOver) {
    this.begun = note;
    this.note = note;
    this.folder = folder;
    this.ingest = ingest;
    this.storage = storage;
    this.whenWhole = whenWhole;
    this.whenOver = whenOver;
  }

  VideoId id() {
    return begun.video().id();
  }

  /** The number of bytes that will have arrived. */
  long size() {
    return begun.size();
  }

  /** Whether a note is that of this upload, rather than of one that took its place. */
  boolean isOf(Note found) {
    return begun.isOfSameAttempt(found);
  }

  /**
   * The upload as it is; empty if it was given up.
   *
   * @throws ReelstateException of the storage family if its folder cannot be read
   */
  synchronized Optional<Upload> state() {
    try {
      if (!over && note.key() == null && !folder.hasBytes() && !isHere()) {
        return Optional.empty();
      }
      return givenUp
          ? Optional.empty()
          : Optional.of(new Upload(note.video(), size(), arrived(), note.startedAt()));
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  private long arrived() throws IOException {
    return over ? size() : folder.offset(note);
  }

  /**
   * Whether the folder is still that of this upload, with which another process may have got
   * further; else the upload is given up.
   */
  private synchronized boolean isHere() throws IOException {
    Optional<Note> latest = folder.latest(note);
    if (latest.isEmpty() && !over) {
      giveUp();
    } else if (note.key() == null) {
      note = latest.orElse(note);
    }
    return latest.isPresent();
  }

  Upload append(long offset, InputStream bytes) {
    long mine = takeOver(offset);
    byte[] buffer = new byte[BUFFER];
    long at = offset;
    long roomUntil = offset;
    try (FileChannel file = folder.open();
        WantedVideos.Watch watch = ingest.watch(id())) {
      if (!isHere()) {
        throw takenOver();
      }
      int count = 0;
      while (at < size() && count >= 0) {
        watch.require();
        count = read(bytes, buffer, (int) Math.min(BUFFER, size() - at));
        if (count > 0 && at >= roomUntil) {
          storage.requireRoom(0);
          roomUntil = at + ROOM_CHECK;
        }
        if (count > 0) {
          write(mine, file, ByteBuffer.wrap(buffer, 0, count), at);
          at += count;
        }
      }
    } catch (WantedVideos.UnwantedException e) {
      abandon();
      throw new ReelstateException(unwanted(), e);
    } catch (Ingest.RejectedException e) {
      ingest.stopUploading(id(), VideoStatus.REJECTED, e.failure);
      abandon();
      throw new ReelstateException(e.failure);
    } catch (Ingest.SourceException e) {
      throw new ReelstateException(Ingest.interrupted(e), e);
    } catch (IOException e) {
      throw new ReelstateException(
          isTakenOver(mine) ? Ingest.interrupted(takenOver()) : StorageFailures.of(e), e);
    }
    finish();
    return state().orElseThrow(() -> new ReelstateException(givenUp()));
  }

  private synchronized long takeOver(long offset) {
    turn++;
    long arrived = state().orElseThrow(() -> new ReelstateException(givenUp())).offset();
    if (offset != arrived) {
      throw new ReelstateException(Failure.permanent(
          FailureCode.INVALID_REQUEST,
          "This upload has received " + arrived + " bytes, not " + offset
              + "; resume from there."));
    }
    return turn;
  }

  private synchronized boolean isTakenOver(long mine) {
    return turn != mine || over;
  }

  private static Ingest.SourceException takenOver() {
    return new Ingest.SourceException(new IOException("another request has taken over the upload"));
  }

  static Failure unwanted() {
    return Failure.permanent(
        FailureCode.UPLOAD_INTERRUPTED,
        "The video of this upload is no longer wanted; begin a new upload to send it.");
  }

  private static Failure givenUp() {
    return Failure.permanent(
        FailureCode.UPLOAD_INTERRUPTED,
        "This upload has ended, since its video is no longer wanted or its bytes are gone;"
            + " begin a new one to send the file.");
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
      throws IOException, Ingest.RejectedException {
    if (isTakenOver(mine)) {
      throw takenOver();
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
        at < ContainerSniffer.HEAD_BYTES && next >= Math.min(ContainerSniffer.HEAD_BYTES, size());
    if (first) {
      check(file);
    }
  }

  /** Refuses a file that is not acceptable, without waiting for the rest of it. */
  private void check(FileChannel file) throws IOException, Ingest.RejectedException {
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(ContainerSniffer.HEAD_BYTES, size()));
    while (head.hasRemaining() && file.read(head, head.position()) >= 0) {
      // until the buffer is full
    }
    ingest.check(head.array(), size());
  }

  /**
   * Hands a complete file over to the storage, unless there is none: then the upload is given up.
   * May be called again after an interruption at any point, including the end of the process.
   */
  synchronized void finish() {
    try {
      if (over || !isHere() || arrived() < size()) {
        return;
      }
      if (note.key() == null) {
        complete();
      }
      Original original = note.original().orElse(null);
      if (over || original == null) {
        return;
      }
      if (storage.size(original.key()).isEmpty() && folder.hasBytes()) {
        storage.adopt(folder.bytes(), original.key());
      }
      long stored = storage.size(original.key()).orElse(0L);
      if (stored != size()) {
        LOG.warn("Of the {} bytes of {}, {} could be stored", size(), id(), stored);
        abandon();
        return;
      }
      givenUp = !whenWhole.test(id(), original);
      over = true;
      folder.delete();
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    } finally {
      if (over) {
        whenOver.accept(this);
      }
    }
  }

  /** Notes what the bytes are, and where they will be. */
  private void complete() throws IOException {
    String sha256 = hashOfAll();
    if (isHere() && note.key() == null) {
      Note whole = note.whole(ResumableUploads.place(id()), sha256);
      folder.write(whole);
      note = whole;
    }
  }

  /**
   * Completes the hash. Bytes that an earlier process received are read again, since its hash is
   * lost.
   */
  private String hashOfAll() throws IOException {
    try (FileChannel file = folder.open()) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (hashed < size()) {
        int count = file.read(buffer.clear(), hashed);
        if (count < 0) {
          throw new IOException("The received file was truncated.");
        }
        hash.update(buffer.flip());
        hashed += count;
      }
    }
    String text = Sha256.text(hash);
    hash = Sha256.digest(); // used up; if the hash is needed again, so are the bytes
    hashed = 0;
    return text;
  }

  /** Stops any append in progress and removes the received bytes. */
  synchronized void abandon() {
    if (over) {
      return;
    }
    over = true;
    givenUp = true;
    try {
      folder.delete();
    } catch (IOException e) {
      LOG.warn("The received bytes of {} could not be removed", id(), e);
    } finally {
      whenOver.accept(this);
    }
  }

  private void giveUp() {
    over = true;
    givenUp = true;
    whenOver.accept(this);
  }
}
