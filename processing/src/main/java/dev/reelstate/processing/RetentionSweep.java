package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.Operations.Retired;
import dev.reelstate.processing.engine.OriginalSweep;
import dev.reelstate.processing.engine.StorageFailures;
import dev.reelstate.processing.engine.VideoKeys;
import dev.reelstate.processing.housekeeping.DueVideos;
import dev.reelstate.processing.recipe.Retention;
import dev.reelstate.spi.EventLog;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.video.Artifact;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Removes what the retention does not keep. Bytes of an original are removed after the commit that
 * takes them off the record, since somebody may be about to use it; renditions and records go after
 * their bytes, so that a run that was interrupted is simply repeated. Thread-safe.
 */
final class RetentionSweep {

  /** What can be played. */
  private static final Set<String> RENDITIONS =
      Set.of(Artifact.MP4, Artifact.SOUND, Artifact.HLS, Artifact.DASH, Artifact.HLS_RENDITION);

  /** Those whose size is not a part of another's. */
  private static final Set<String> WHOLE = Set.of(Artifact.MP4, Artifact.SOUND, Artifact.HLS);

  private final VideoCatalog videos;
  private final EventLog events;
  private final MediaStorage storage;
  private final Retention retention;
  private final InstantSource clock;
  private final DueVideos withOriginals;
  private final DueVideos withRenditions;
  private final DueVideos withEvents;

  /** Videos whose original an earlier run may have taken off the record. */
  private final Set<VideoId> uncertain = new LinkedHashSet<>();

  RetentionSweep(VideoStore store, MediaStorage storage, Retention retention, InstantSource clock) {
    this.videos = store.videos();
    this.events = store.events();
    this.storage = storage;
    this.retention = retention;
    this.clock = clock;
    this.withOriginals = new DueVideos(videos);
    this.withRenditions = new DueVideos(videos);
    this.withEvents = new DueVideos(videos);
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
    Retired originals =
        completed(withOriginals, retention.forOriginals(), dry, video -> original(video, dry));
    Retired renditions =
        completed(withRenditions, retention.forRenditions(), dry, video -> renditions(video, dry));
    Retired forgotten =
        dry ? Retired.NOTHING : completed(withEvents, retention.forEvents(), false, this::events);
    Retired records = retention
        .forDeletedRecords()
        .map(time -> records(clock.instant().minus(time), dry))
        .orElse(Retired.NOTHING);
    return originals.plus(renditions).plus(forgotten).plus(records);
  }

  private Retired completed(
      DueVideos due, Optional<Duration> time, boolean dry, Function<Video, Retired> work) {
    return time.map(kept -> {
          Retired[] sum = {Retired.NOTHING};
          due.each(
              clock.instant().minus(kept), dry, video -> sum[0] = sum[0].plus(work.apply(video)));
          return sum[0];
        })
        .orElse(Retired.NOTHING);
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
    return new Retired(1, 0, original.bytes(), 0, 0);
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

  private Retired renditions(Video video, boolean dry) {
    List<Artifact> due = videos.artifacts(video.id(), video.publishedGeneration()).stream()
        .filter(artifact -> RENDITIONS.contains(artifact.kind()))
        .toList();
    if (!due.isEmpty() && !dry) {
      // Subtitles stay, though they are in a folder of the HLS package.
      for (Artifact artifact : due) {
        boolean hasFolder = artifact.kind().equals(Artifact.HLS_RENDITION);
        delete(hasFolder ? VideoKeys.folder(artifact.key()) : artifact.key());
      }
      if (videos.forgetArtifacts(video, RENDITIONS).isEmpty()) {
        return Retired.NOTHING;
      }
    }
    long bytes = due.stream()
        .filter(artifact -> WHOLE.contains(artifact.kind()))
        .mapToLong(Artifact::bytes)
        .sum();
    return new Retired(0, due.size(), bytes, 0, 0);
  }

  private Retired events(Video video) {
    Instant until = clock.instant().minus(retention.forEvents().orElseThrow());
    return new Retired(0, 0, 0, events.forget(video.id(), until), 0);
  }

  private Retired records(Instant until, boolean dry) {
    VideoQuery query = VideoQuery.all().withStatuses(VideoStatus.DELETED).withCreated(null, until);
    Retired sum = Retired.NOTHING;
    Page<Video> page = videos.list(query);
    while (true) {
      for (Video video : page.items()) {
        sum = sum.plus(record(video, until, dry));
      }
      if (page.next() == null) {
        return sum;
      }
      page = videos.list(query.withAfter(page.next()));
    }
  }

  private Retired record(Video video, Instant until, boolean dry) {
    if (!video.updatedAt().isBefore(until)) {
      return Retired.NOTHING;
    }
    if (!dry) {
      delete(VideoKeys.video(video.id()));
      videos.purge(video.id());
    }
    return new Retired(0, 0, 0, 0, 1);
  }

  private void delete(String prefix) {
    try {
      storage.delete(prefix);
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }
}
