package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.engine.OriginalSweep;
import dev.reelstate.processing.engine.StorageFailures;
import dev.reelstate.processing.engine.VideoKeys;
import dev.reelstate.processing.steps.Recipes;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores files before their videos are on record, so that a host can record them in a transaction
 * of its own. A mark in the storage, made before the first byte, leads the sweep to files that
 * never were recorded.
 */
final class Staging {

  private static final Logger LOG = LoggerFactory.getLogger(Staging.class);

  /** How long the host's transaction may take at most, and how far clocks may be apart. */
  private static final Duration GRACE = Duration.ofHours(1);

  private final VideoStore store;
  private final MediaStorage storage;
  private final Ingest ingest;
  private final Recipes recipes;
  private final Duration longest;
  private final InstantSource clock;

  /**
   * Creates the stage.
   *
   * @param longest how long a file may stay staged
   */
  Staging(
      VideoStore store,
      MediaStorage storage,
      Ingest ingest,
      Recipes recipes,
      Duration longest,
      InstantSource clock) {
    this.store = store;
    this.storage = storage;
    this.ingest = ingest;
    this.recipes = recipes;
    this.longest = longest;
    this.clock = clock;
  }

  /** Checks, hashes and stores a file; nothing is recorded. */
  Staged stage(NewVideo video, InputStream bytes, long size) {
    recipes.require(video.recipe(), video.project());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String mark = VideoKeys.staged(video.id(), now);
    String key = VideoKeys.newOriginal(video.id());
    try {
      mark(mark);
      Original original = ingest.store(key, bytes, size, () -> {});
      return new Staged(video, original, now);
    } catch (Ingest.RejectedException e) {
      ingest.remove(mark);
      throw new ReelstateException(e.failure);
    } catch (Ingest.SourceException e) {
      ingest.remove(mark);
      throw new ReelstateException(Ingest.interrupted(e), e);
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  private void mark(String key) throws IOException {
    try (MediaStorage.Receiver receiver = storage.receive(key)) {
      receiver.commit();
    }
  }

  /** Records and queues a staged file in the host's transaction. */
  VideoId queueIn(Connection connection, Staged staged) {
    if (staged.stagedAt().isBefore(clock.instant().minus(longest))) {
      throw new ReelstateException(Failure.permanent(
          FailureCode.INVALID_REQUEST,
          "The file was staged at " + staged.stagedAt()
              + " and is being removed; stage it again."));
    }
    NewVideo video = staged.video();
    Recipes.Beginning beginning = recipes.begin(video.recipe(), video.project());
    StoredVideo stored =
        new StoredVideo(video, staged.original(), beginning.plan(), beginning.recipe());
    return store.videos(connection).queue(List.of(stored)).get(0);
  }

  /** Removes the files that were staged long ago and are not on record. */
  void sweep() {
    Instant due = clock.instant().minus(longest).minus(GRACE);
    try {
      for (String key : storage.list(VideoKeys.STAGED)) {
        Optional<VideoKeys.Mark> mark = VideoKeys.mark(key);
        if (mark.filter(made -> made.stagedAt().isBefore(due)).isPresent()) {
          remove(mark.get().id());
          storage.delete(key);
        }
      }
    } catch (IOException e) {
      LOG.warn("Staged files that were never queued could not be removed; will retry", e);
    }
  }

  private void remove(VideoId id) throws IOException {
    if (store.videos().find(id).isPresent()) {
      OriginalSweep.sweep(id, storage, store.videos());
    } else {
      storage.delete(VideoKeys.video(id));
      LOG.info("Removed a staged file that was never queued: {}", id);
    }
  }
}
