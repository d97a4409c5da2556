package dev.reelstate.examples.soak;

import dev.reelstate.ReelstateException;
import dev.reelstate.event.EventCursor;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits until a store has no work left and its durable reader has read everything. */
record Drain(VideoStore store) {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Waits, and returns false if it takes too long. */
  boolean await() throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!isDone()) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return true;
  }

  private boolean isDone() {
    try {
      EventCursor reader = store.events().cursor(Node.READER);
      return left() == 0 && store.events().read(reader, 1).events().isEmpty();
    } catch (ReelstateException e) {
      return false; // the database may be unavailable for a while
    }
  }

  /** The number of videos that are not settled. */
  long left() {
    return store
        .videos()
        .count(VideoQuery.all().withStatuses(VideoStatus.QUEUED, VideoStatus.PROCESSING))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }
}
