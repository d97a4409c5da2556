package dev.reelstate.processing.engine;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers for a moment which videos have settled, for tasks whose claim was on its way from the
 * store meanwhile. Thread-safe.
 */
final class JustSettled {

  /** Longer than a claim is on its way; a wrong stop after that would cost a round trip each. */
  private static final long MEMORY = Duration.ofSeconds(2).toNanos();

  private final Map<VideoId, Long> settledAt = new ConcurrentHashMap<>();

  /** Takes note of the events of a commit, and returns the videos that settled by it. */
  Set<VideoId> note(List<VideoEvent> events) {
    long now = System.nanoTime();
    settledAt.values().removeIf(at -> now - at > MEMORY);
    Set<VideoId> settled = new HashSet<>();
    for (VideoEvent event : events) {
      if (event instanceof VideoEvent.StatusChanged change) {
        if (change.to().isSettled()) {
          settled.add(change.videoId());
          settledAt.put(change.videoId(), now);
        } else {
          settled.remove(change.videoId());
          settledAt.remove(change.videoId());
        }
      }
    }
    return settled;
  }

  /** Whether a video has settled within the last moment. */
  boolean contains(VideoId id) {
    Long at = settledAt.get(id);
    return at != null && System.nanoTime() - at <= MEMORY;
  }
}
