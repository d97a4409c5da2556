package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.Sha256;
import dev.reelstate.processing.engine.StorageFailures;
import dev.reelstate.processing.engine.VideoKeys;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.container.ContainerSniffer;
import dev.reelstate.processing.steps.BuiltInSteps;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives originals: bytes are written and hashed once, looked at before they are kept, and become
 * visible together with the plan for them.
 */
final class Ingest {

  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
  private static final int BUFFER = 64 * 1024;

  private final VideoStore store;
  private final MediaStorage storage;
  private final long maxBytes;

  /**
   * Where the bytes come from: a source that fails is the sender's fault, a storage that fails is
   * ours.
   */
  static final class SourceException extends IOException {
    private static final long serialVersionUID = 1L;

    SourceException(IOException cause) {
      super(cause);
    }
  }

  /** The file is at fault. */
  static final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;
    final transient Failure failure;

    RejectedException(Failure failure) {
      super(failure.message());
      this.failure = failure;
    }
  }

  Ingest(VideoStore store, MediaStorage storage, long maxBytes) {
    this.store = store;
    this.storage = storage;
    this.maxBytes = maxBytes;
  }

  /**
   * Receives a video.
   *
   * @param size how many bytes there should be, or -1 when unknown
   */
  Video receive(NewVideo request, InputStream bytes, long size) {
    Video video = store.videos().create(request);
    if (!video.id().equals(request.id())) {
      Optional<Video> restarted = restart(video);
      if (restarted.isEmpty()) {
        return video;
      }
      video = restarted.get();
    }
    return receiveInto(video, bytes, size);
  }

  /** A video whose upload did not end well takes the bytes again; any other stays as it is. */
  Optional<Video> restart(Video video) {
    if (video.status() == VideoStatus.UPLOADING) {
      return Optional.of(video);
    }
    if (video.original() == null && video.status().canBecome(VideoStatus.UPLOADING)) {
      return store.videos().change(video, new VideoChange.Restarted());
    }
    return Optional.empty();
  }

  private Video receiveInto(Video video, InputStream bytes, long size) {
    String key = VideoKeys.newOriginal(video.id());
    try {
      Original original = store(key, bytes, size);
      return queue(video, original);
    } catch (RejectedException e) {
      return stop(video, VideoStatus.REJECTED, e.failure);
    } catch (SourceException e) {
      throw failed(video, interrupted(e), e);
    } catch (IOException e) {
      throw failed(video, StorageFailures.of(e), e);
    }
  }

  private Original store(String key, InputStream bytes, long size)
      throws IOException, RejectedException {
    byte[] head = read(bytes, ContainerSniffer.HEAD_BYTES);
    check(head, size);
    storage.requireRoom(Math.max(0, size));
    MessageDigest hash = Sha256.digest();
    long count = head.length;
    try (MediaStorage.Receiver receiver = storage.receive(key)) {
      hash.update(head);
      receiver.write(head);
      for (byte[] next = read(bytes, BUFFER); next.length > 0; next = read(bytes, BUFFER)) {
        count += next.length;
        requireSize(count);
        hash.update(next);
        receiver.write(next);
      }
      if (size >= 0 && count < size) {
        throw new SourceException(
            new IOException("only " + count + " of " + size + " bytes arrived"));
      }
      receiver.commit();
    }
    return new Original(key, count, Sha256.text(hash));
  }

  /**
   * Looks at a file before it is kept.
   *
   * @param head its first bytes, {@link ContainerSniffer#HEAD_BYTES} of them or all there are
   * @param size how many bytes there will be, or -1 when unknown
   */
  void check(byte[] head, long size) throws RejectedException {
    if (head.length == 0) {
      throw new RejectedException(Failure.permanent(
          FailureCode.EMPTY_FILE, "The file is empty; upload it again from its source."));
    }
    requireSize(Math.max(head.length, size));
    if (ContainerSniffer.sniff(head).isEmpty()) {
      throw new RejectedException(MediaFailures.notAccepted());
    }
  }

  void requireSize(long bytes) throws RejectedException {
    if (bytes > maxBytes) {
      throw new RejectedException(Failure.permanent(
          FailureCode.TOO_LARGE,
          "The file is larger than the " + maxBytes + " bytes that are accepted here."));
    }
  }

  /**
   * Makes what was received known, with the plan for it; it is removed if nobody wants it any more.
   */
  Video queue(Video video, Original original) {
    Optional<Video> queued;
    try {
      queued = store
          .videos()
          .change(
              video,
              new VideoChange.Received(original),
              new VideoChange.Queued(BuiltInSteps.start()));
    } catch (RuntimeException e) {
      remove(original.key());
      throw e;
    }
    if (queued.isEmpty()) {
      remove(original.key()); // cancelled, deleted or uploaded by somebody else in the meantime
    }
    return queued.or(() -> store.videos().find(video.id())).orElse(video);
  }

  private Video stop(Video video, VideoStatus status, @Nullable Failure failure) {
    return store
        .videos()
        .change(video, new VideoChange.Stopped(status, failure))
        .or(() -> store.videos().find(video.id()))
        .orElse(video);
  }

  /** Ends a video that is still uploading. */
  void stopUploading(VideoId id, VideoStatus status, @Nullable Failure failure) {
    store
        .videos()
        .find(id)
        .filter(video -> video.status() == VideoStatus.UPLOADING)
        .ifPresent(video -> stop(video, status, failure));
  }

  private ReelstateException failed(Video video, Failure failure, IOException cause) {
    ReelstateException thrown = new ReelstateException(failure, cause);
    try {
      stop(video, VideoStatus.FAILED, failure);
    } catch (ReelstateException e) {
      thrown.addSuppressed(e);
    }
    return thrown;
  }

  static Failure interrupted(SourceException e) {
    return Failure.retryable(
            FailureCode.UPLOAD_INTERRUPTED,
            "The upload ended before all bytes had arrived; upload the file again.")
        .withDetail(String.valueOf(e.getCause()));
  }

  /** Removes an original that nobody will use. */
  void remove(String key) {
    try {
      storage.delete(key);
    } catch (IOException e) {
      LOG.warn("An unused original could not be removed: {}", key, e);
    }
  }

  private static byte[] read(InputStream bytes, int most) throws SourceException {
    try {
      return bytes.readNBytes(most);
    } catch (IOException e) {
      throw new SourceException(e);
    }
  }
}
