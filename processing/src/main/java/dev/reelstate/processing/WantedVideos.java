package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the videos that are being received are still wanted, so that a cancelled one is not
 * received to its end: at once when this process cancels it, within a second when another one does.
 * Thread-safe.
 */
final class WantedVideos {

  private static final Logger LOG = LoggerFactory.getLogger(WantedVideos.class);

  /** How often the store is asked. */
  private static final Duration INTERVAL = Duration.ofMillis(800);

  private final VideoCatalog videos;
  private final Map<VideoId, Set<Watch>> watches = new ConcurrentHashMap<>();

  WantedVideos(VideoCatalog videos) {
    this.videos = videos;
  }

  /** The video was cancelled, deleted or otherwise ended while its bytes were arriving. */
  static final class UnwantedException extends IOException {
    private static final long serialVersionUID = 1L;

    UnwantedException() {
      super("the video is no longer wanted");
    }
  }

  /** Watches one video while its bytes arrive. Used by one thread, but for being told. */
  final class Watch implements AutoCloseable {

    private final VideoId id;
    private volatile boolean unwanted;
    private long askedAt = System.nanoTime();

    private Watch(VideoId id) {
      this.id = id;
    }

    /**
     * Makes sure that the video is still wanted; cheap enough for each block of bytes.
     *
     * @throws UnwantedException if it is not
     */
    void require() throws UnwantedException {
      if (!unwanted && System.nanoTime() - askedAt >= INTERVAL.toNanos()) {
        unwanted = isUnwanted();
        askedAt = System.nanoTime();
      }
      if (unwanted) {
        throw new UnwantedException();
      }
    }

    /** A store that does not answer is no reason to stop; the commit at the end decides. */
    private boolean isUnwanted() {
      try {
        return videos
            .find(id)
            .filter(video -> video.status() == VideoStatus.UPLOADING)
            .isEmpty();
      } catch (ReelstateException e) {
        LOG.debug("Whether {} is still wanted is not known now", id, e);
        return false;
      }
    }

    @Override
    public void close() {
      watches.computeIfPresent(id, (key, all) -> {
        all.remove(this);
        return all.isEmpty() ? null : all;
      });
    }
  }

  /** Begins to watch a video that is uploading. */
  Watch watch(VideoId id) {
    Watch watch = new Watch(id);
    watches.compute(id, (key, all) -> {
      Set<Watch> some = all == null ? ConcurrentHashMap.newKeySet() : all;
      some.add(watch);
      return some;
    });
    return watch;
  }

  /** Takes the events of a commit of this process. */
  void committed(Iterable<VideoEvent> events) {
    for (VideoEvent event : events) {
      if (event instanceof StatusChanged change && change.to().isSettled()) {
        watches.getOrDefault(event.videoId(), Set.of()).forEach(watch -> watch.unwanted = true);
      }
    }
  }
}
