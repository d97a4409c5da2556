package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.Sha256;
import dev.reelstate.processing.engine.OriginalSweep;
import dev.reelstate.processing.engine.StorageFailures;
import dev.reelstate.processing.engine.VideoKeys;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.container.ContainerSniffer;
import dev.reelstate.processing.steps.Recipes;
import dev.reelstate.processing.telemetry.UploadTelemetry;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.telemetry.UploadEnd;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives originals. Bytes are checked before they are stored, and are written and hashed in one
 * pass. An original becomes visible together with the plan for it.
 */
final class Ingest {

  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
  private static final int BUFFER = 64 * 1024;

  /** How long an uncertain commit is asked about. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The time between two such questions. */
  private static final Duration AGAIN = Duration.ofMillis(200);

  private final VideoStore store;
  private final MediaStorage storage;
  private final Recipes recipes;
  private final long maxBytes;
  private final WantedVideos wanted;
  private final UploadTelemetry telemetry;

  /** The source of the bytes failed, which is the client's fault; a storage failure is ours. */
  static final class SourceException extends IOException {
    private static final long serialVersionUID = 1L;

    SourceException(IOException cause) {
      super(cause);
    }
  }

  /** The file itself is not acceptable. */
  static final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;
    final transient Failure failure;

    RejectedException(Failure failure) {
      super(failure.message());
      this.failure = failure;
    }
  }

  Ingest(
      VideoStore store,
      MediaStorage storage,
      Recipes recipes,
      WantedVideos wanted,
      UploadTelemetry telemetry,
      long maxBytes) {
    this.store = store;
    this.telemetry = telemetry;
    this.storage = storage;
    this.recipes = recipes;
    this.wanted = wanted;
    this.maxBytes = maxBytes;
  }

  /**
   * Receives a video.
   *
   * @param size the expected number of bytes, or -1 when unknown
   */
  Video receive(NewVideo request, InputStream bytes, long size) {
    Video video = create(request);
    if (video.id().equals(request.id())) {
      return receiveInto(video, bytes, size);
    }
    Optional<Video> restarted = restart(video);
    if (restarted.isEmpty()) {
      return video;
    }
    try {
      return receiveInto(restarted.get(), bytes, size);
    } finally {
      sweep(video.id());
    }
  }

  /**
   * Removes originals that no record names, of a video that is not uploading: a process that ended
   * between storing and recording one leaves it behind.
   */
  void sweep(VideoId id) {
    try {
      OriginalSweep.sweep(id, storage, store.videos());
    } catch (IOException | ReelstateException e) {
      LOG.warn("The unused originals of {} could not be removed", id, e);
    }
  }

  /**
   * Creates a video that is uploading.
   *
   * @throws ReelstateException INVALID_REQUEST if it names an unknown recipe
   */
  Video create(NewVideo request) {
    recipes.require(request.recipe(), request.project());
    return store.videos().create(request);
  }

  /**
   * Reopens a video whose upload did not succeed; empty for any other video, which stays as it is.
   *
   * @throws ReelstateException INVALID_REQUEST if it names an unknown recipe
   */
  Optional<Video> restart(Video video) {
    boolean unfinished = video.status() == VideoStatus.UPLOADING;
    boolean again = video.original() == null && video.status().canBecome(VideoStatus.UPLOADING);
    if (!unfinished && !again) {
      return Optional.empty();
    }
    recipes.require(video);
    if (unfinished) {
      return Optional.of(video);
    }
    // If somebody else has changed it meanwhile, that decides.
    return store
        .videos()
        .change(video, new VideoChange.Restarted())
        .or(() -> store
            .videos()
            .find(video.id())
            .filter(now -> now.version() != video.version())
            .flatMap(this::restart));
  }

  private Video receiveInto(Video video, InputStream bytes, long size) {
    String key = VideoKeys.newOriginal(video.id());
    try (WantedVideos.Watch watch = wanted.watch(video.id())) {
      Original original = store(key, bytes, size, watch::require);
      return queue(video, original);
    } catch (WantedVideos.UnwantedException e) {
      telemetry.ended(video, UploadEnd.Outcome.UNWANTED);
      return latest(video);
    } catch (RejectedException e) {
      telemetry.ended(video, UploadEnd.Outcome.REJECTED);
      return stop(video, VideoStatus.REJECTED, e.failure);
    } catch (SourceException e) {
      telemetry.ended(video, UploadEnd.Outcome.INTERRUPTED);
      throw failed(video, interrupted(e), e);
    } catch (IOException e) {
      telemetry.ended(video, UploadEnd.Outcome.FAILED);
      ReelstateException failed = failed(video, StorageFailures.of(e), e);
      remove(key); // it may have been stored, and only the answer was lost
      throw failed;
    }
  }

  /** The video as it stands now. */
  Video latest(Video video) {
    return store.videos().find(video.id()).orElse(video);
  }

  /** Asked before each block of bytes whether the rest is still wanted. */
  interface StillWanted {
    void require() throws WantedVideos.UnwantedException;
  }

  /**
   * Checks bytes and stores them under a key.
   *
   * @param size the number of bytes that will arrive, or -1 when unknown
   */
  Original store(String key, InputStream bytes, long size, StillWanted wanted)
      throws IOException, RejectedException {
    byte[] head = readHead(bytes);
    check(head, size);
    storage.requireRoom(Math.max(0, size));
    MessageDigest hash = Sha256.digest();
    long count = head.length;
    try (MediaStorage.Receiver receiver = storage.receive(key)) {
      hash.update(head);
      receiver.write(head);
      byte[] buffer = new byte[BUFFER];
      for (int next = read(bytes, buffer); next >= 0; next = read(bytes, buffer)) {
        count += next;
        requireSize(count);
        wanted.require();
        hash.update(buffer, 0, next);
        receiver.write(buffer, 0, next);
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
   * Checks a file before it is stored.
   *
   * @param head its first {@link ContainerSniffer#HEAD_BYTES} bytes, or all bytes of a shorter file
   * @param size the number of bytes that will arrive, or -1 when unknown
   */
  void check(byte[] head, long size) throws RejectedException {
    if (head.length == 0) {
      throw new RejectedException(Failure.permanent(
          FailureCode.EMPTY_FILE, "The file is empty; upload it again from its source."));
    }
    requireSize(Math.max(head.length, size));
    if (ContainerSniffer.sniff(head).isEmpty()) {
      throw new RejectedException(MediaFailures.notAccepted(head));
    }
  }

  void requireSize(long bytes) throws RejectedException {
    if (bytes > maxBytes) {
      throw new RejectedException(Failure.permanent(
          FailureCode.TOO_LARGE, "The file is larger than the limit of " + maxBytes + " bytes."));
    }
  }

  /**
   * Commits a received original together with the plan for it, or removes it if it is no longer
   * wanted. Bytes are removed only on a definite answer: when the database fails or its answer is
   * lost, the commit may have succeeded, so the question is asked again for a while. If no answer
   * comes, the bytes stay; the next attempt or the sweep decides about them.
   *
   * @throws ReelstateException of the database family if no definite answer came in time
   */
  Video queue(Video video, Original original) {
    telemetry.keepTrace(video.id());
    long begun = System.nanoTime();
    while (true) {
      try {
        return queueOnce(video, original);
      } catch (ReelstateException e) {
        boolean uncertain = e.failure().code().family() == FailureCode.Family.DATABASE;
        if (!uncertain || System.nanoTime() - begun > PATIENCE.toNanos() || !pause()) {
          throw e;
        }
        LOG.debug("Whether the original of {} was committed is not known yet", video.id(), e);
      }
    }
  }

  private Video queueOnce(Video video, Original original) {
    Recipes.Beginning beginning = recipes.begin(video);
    Optional<Video> queued = store
        .videos()
        .change(
            video,
            new VideoChange.Received(original),
            new VideoChange.Queued(beginning.plan(), beginning.recipe()));
    if (queued.isPresent()) {
      telemetry.ended(video, UploadEnd.Outcome.QUEUED, original.bytes());
      return queued.get();
    }
    // Committed by an earlier try, or cancelled, deleted or uploaded by another client meanwhile.
    Optional<Video> now = store.videos().find(video.id());
    if (now.map(Video::original).filter(original::equals).isEmpty()) {
      telemetry.ended(video, UploadEnd.Outcome.UNWANTED);
      remove(original.key());
    } else {
      telemetry.ended(video, UploadEnd.Outcome.QUEUED, original.bytes());
    }
    return now.orElse(video);
  }

  /** Waits before the next try; false if the thread was interrupted. */
  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(AGAIN.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Video stop(Video video, VideoStatus status, @Nullable Failure failure) {
    return store
        .videos()
        .change(video, new VideoChange.Stopped(status, failure))
        .or(() -> store.videos().find(video.id()))
        .orElse(video);
  }

  /** Stops a video that is still uploading. */
  void stopUploading(VideoId id, VideoStatus status, @Nullable Failure failure) {
    store
        .videos()
        .find(id)
        .filter(video -> video.status() == VideoStatus.UPLOADING)
        .ifPresent(video -> {
          telemetry.ended(
              video,
              status == VideoStatus.REJECTED
                  ? UploadEnd.Outcome.REJECTED
                  : UploadEnd.Outcome.UNWANTED);
          stop(video, status, failure);
        });
  }

  /** Fails a video whose bytes could not be received. */
  ReelstateException failed(Video video, Failure failure, IOException cause) {
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

  /** Removes an unused original. */
  void remove(String key) {
    try {
      storage.delete(key);
    } catch (IOException e) {
      LOG.warn("An unused original could not be removed: {}", key, e);
    }
  }

  static byte[] readHead(InputStream bytes) throws SourceException {
    try {
      return bytes.readNBytes(ContainerSniffer.HEAD_BYTES);
    } catch (IOException e) {
      throw new SourceException(e);
    }
  }

  /**
   * Returns as soon as there are some bytes, so that a slow sender does not delay a cancellation.
   */
  static int read(InputStream bytes, byte[] buffer) throws SourceException {
    try {
      return bytes.read(buffer);
    } catch (IOException e) {
      throw new SourceException(e);
    }
  }

  /** Watches whether a video is still wanted while its bytes arrive. */
  WantedVideos.Watch watch(VideoId id) {
    return wanted.watch(id);
  }
}
