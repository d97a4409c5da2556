package dev.reelstate.processing;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Lets threads wait until videos are settled. Commits of this process wake them; commits of other
 * processes are found by polling.
 */
final class Settlements {

  /** Longer than any process lives, and short enough to count in nanoseconds. */
  private static final Duration FOREVER = Duration.ofDays(36_500);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final VideoCatalog videos;
  private long commits;

  Settlements(VideoCatalog videos) {
    this.videos = videos;
  }

  void onCommit(List<VideoEvent> events) {
    boolean settled = events.stream()
        .anyMatch(event ->
            event instanceof VideoEvent.StatusChanged change && change.to().isSettled());
    if (settled) {
      synchronized (this) {
        commits++;
        notifyAll();
      }
    }
  }

  /** Waits until a video is settled and returns it; empty on timeout. */
  Optional<Video> await(VideoId id, Duration longest) throws InterruptedException {
    long begun = System.nanoTime();
    long patience = longest.compareTo(FOREVER) < 0 ? longest.toNanos() : FOREVER.toNanos();
    while (true) {
      long seen = commits();
      Optional<Video> settled = videos.find(id).filter(video -> video.status().isSettled());
      long left = patience - (System.nanoTime() - begun);
      if (settled.isPresent() || left <= 0) {
        return settled;
      }
      waitForCommit(seen, Math.min(left, LOOK_AGAIN.toNanos()));
    }
  }

  private synchronized long commits() {
    return commits;
  }

  private synchronized void waitForCommit(long seen, long nanos) throws InterruptedException {
    if (commits == seen) {
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    }
  }
}
