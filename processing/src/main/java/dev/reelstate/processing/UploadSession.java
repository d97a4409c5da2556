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
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One upload that this process works on.
 *
 * <p>Thread-safe. Nobody waits for a sender that has gone: each call that appends takes the upload
 * over from the one before, which finds out before it writes again. The monitor is held while bytes
 * are written, never while they are waited for.
 */
final class UploadSession {

  private static final Logger LOG = LoggerFactory.getLogger(UploadSession.class);
  private static final int BUFFER = 256 * 1024;

  /** After so many bytes the free space is looked at again. */
  private static final long ROOM_CHECK = 16L << 20;

  private final UploadFolder folder;
  private final Ingest ingest;
  private final MediaStorage storage;
  private final BiConsumer<VideoId, Original> whenWhole;
  private final Consumer<VideoId> whenOver;
  private Note note;
  private MessageDigest hash = Sha256.digest();
  private long hashed;
  private long turn;
  private boolean over;

  /**
   * A session.
   *
   * @param whenWhole is told where the whole file is
   * @param whenOver is told when nothing is left to do here
   */
  UploadSession(
      Note note,
      UploadFolder folder,
      Ingest ingest,
      MediaStorage storage,
      BiConsumer<VideoId, Original> whenWhole,
      Consumer<VideoId> whenOver) {
    this.note = note;
    this.folder = folder;
    this.ingest = ingest;
    this.storage = storage;
    this.whenWhole = whenWhole;
    this.whenOver = whenOver;
  }

  synchronized Upload state() {
    try {
      return new Upload(
          note.video(), note.size(), over ? note.size() : folder.offset(note), note.startedAt());
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  Upload append(long offset, InputStream bytes) {
    long mine = takeOver(offset);
    byte[] buffer = new byte[BUFFER];
    long at = offset;
    long roomUntil = offset;
    try (FileChannel file = folder.open()) {
      while (at < note.size()) {
        int count = read(bytes, buffer, (int) Math.min(BUFFER, note.size() - at));
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
          "Of this upload " + arrived + " bytes have arrived, not " + offset
              + "; go on from there."));
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
      throw new Ingest.SourceException(new IOException("another request goes on with the upload"));
    }
    long next = at;
    while (bytes.hasRemaining()) {
      next += file.write(bytes, next);
    }
    if (hashed == at) {
      hash.update(bytes.flip());
      hashed = next;
    }
    boolean first = at < ContainerSniffer.HEAD_BYTES
        && next >= Math.min(ContainerSniffer.HEAD_BYTES, note.size());
    if (first) {
      check(file);
    }
  }

  /** A file that is refused is not waited for. */
  private void check(FileChannel file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(ContainerSniffer.HEAD_BYTES, note.size()));
    while (head.hasRemaining() && file.read(head, head.position()) >= 0) {
      // until it is full
    }
    try {
      ingest.check(head.array(), note.size());
    } catch (Ingest.RejectedException e) {
      reject(e.failure);
      throw new ReelstateException(e.failure);
    }
  }

  private void reject(Failure failure) {
    ingest.stopUploading(note.video().id(), VideoStatus.REJECTED, failure);
    abandon();
  }

  /**
   * Hands a whole file over. May be called again if it was interrupted anywhere, by the end of the
   * process too.
   */
  synchronized void finish() {
    if (over || state().offset() < note.size()) {
      return;
    }
    try {
      Original original = note.original().isPresent() ? note.original().get() : whole();
      if (storage.size(original.key()).isEmpty()) {
        storage.adopt(folder.bytes(), original.key());
      }
      whenWhole.accept(note.video().id(), original);
      over = true;
      folder.delete();
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
    whenOver.accept(note.video().id());
  }

  private Original whole() throws IOException {
    note = note.whole(ResumableUploads.place(note.video().id()), hashOfAll());
    folder.write(note);
    return note.original().orElseThrow();
  }

  /** What another process has received was hashed by it, and has to be once more. */
  private String hashOfAll() throws IOException {
    try (FileChannel file = folder.open()) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (hashed < note.size()) {
        int count = file.read(buffer.clear(), hashed);
        if (count < 0) {
          throw new IOException("The received file has become shorter.");
        }
        hash.update(buffer.flip());
        hashed += count;
      }
    }
    return Sha256.text(hash);
  }

  /** Ends whoever appends, and removes what has arrived. */
  synchronized void abandon() {
    over = true;
    try {
      folder.delete();
    } catch (IOException e) {
      LOG.warn("What had arrived of {} cannot be removed now", note.video().id(), e);
    }
    whenOver.accept(note.video().id());
  }
}
