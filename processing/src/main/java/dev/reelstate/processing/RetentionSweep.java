package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.Operations.Retired;
import dev.reelstate.processing.engine.OriginalSweep;
import dev.reelstate.processing.engine.StorageFailures;
import dev.reelstate.processing.engine.VideoKeys;
import dev.reelstate.processing.recipe.Retention;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.video.Original;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Removes what the retention does not keep. Bytes of an original are removed after the commit that
 * takes them off the record, and a record after its bytes. Thread-safe.
 */
final class RetentionSweep {

  /** How much longer than its time in the catalog a video may take to be completed. */
  private static final Duration SLOWEST = Duration.ofDays(7);

  private final VideoCatalog videos;
  private final MediaStorage storage;
  private final Retention retention;
  private final InstantSource clock;

  /** Videos whose original an earlier run may have taken off the record. */
  private final Set<VideoId> uncertain = new LinkedHashSet<>();

  /** Originals of videos created well before were removed by an earlier run. */
  private @Nullable Instant doneBefore;

  RetentionSweep(
      VideoCatalog videos, MediaStorage storage, Retention retention, InstantSource clock) {
    this.videos = videos;
    this.storage = storage;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * Removes what is due, or only counts it.
   *
   * @throws ReelstateException of the storage or the database family; what is left is removed by
   *     the next run
   */
  public synchronized Retired run(boolean dry) {
    if (!dry) {
      finishUncertain();
    }
    Retired originals = retention
        .forOriginals()
        .map(time -> originals(clock.instant().minus(time), dry))
        .orElse(Retired.NOTHING);
    Retired records = retention
        .forDeletedRecords()
        .map(time -> records(clock.instant().minus(time), dry))
        .orElse(Retired.NOTHING);
    return originals.plus(records);
  }

  private Retired originals(Instant until, boolean dry) {
    Instant from = doneBefore == null || dry ? null : doneBefore.minus(SLOWEST);
    VideoQuery query =
        VideoQuery.all().withStatuses(VideoStatus.COMPLETED).withCreated(from, until);
    Retired retired = each(query, video -> {
      Instant completed = video.completedAt();
      boolean due = completed != null && completed.isBefore(until);
      return due ? original(video, dry) : Retired.NOTHING;
    });
    if (!dry) {
      doneBefore = until;
    }
    return retired;
  }

  private Retired original(Video video, boolean dry) {
    Original original = video.original();
    if (original == null) {
      return Retired.NOTHING;
    }
    if (!dry) {
      uncertain.add(video.id());
      boolean forgotten = videos.forgetOriginal(video).isPresent();
      if (forgotten) {
        delete(original.key());
      }
      uncertain.remove(video.id());
      if (!forgotten) {
        return Retired.NOTHING;
      }
    }
    return new Retired(1, original.bytes(), 0);
  }

  /** Removes what an earlier run left because the answer of the store or the storage was lost. */
  private void finishUncertain() {
    for (VideoId id : List.copyOf(uncertain)) {
      try {
        OriginalSweep.sweep(id, storage, videos);
      } catch (IOException e) {
        throw new ReelstateException(StorageFailures.of(e), e);
      }
      uncertain.remove(id);
    }
  }

  private Retired records(Instant until, boolean dry) {
    VideoQuery query = VideoQuery.all().withStatuses(VideoStatus.DELETED).withCreated(null, until);
    return each(query, video -> {
      if (!video.updatedAt().isBefore(until)) {
        return Retired.NOTHING;
      }
      if (!dry) {
        delete(VideoKeys.video(video.id()));
        videos.purge(video.id());
      }
      return new Retired(0, 0, 1);
    });
  }

  private Retired each(VideoQuery query, Function<Video, Retired> work) {
    Retired sum = Retired.NOTHING;
    Page<Video> page = videos.list(query);
    while (true) {
      for (Video video : page.items()) {
        sum = sum.plus(work.apply(video));
      }
      if (page.next() == null) {
        return sum;
      }
      page = videos.list(query.withAfter(page.next()));
    }
  }

  private void delete(String prefix) {
    try {
      storage.delete(prefix);
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }
}
