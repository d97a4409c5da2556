package dev.reelstate.processing.housekeeping;

import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.processing.engine.VideoKeys;
import dev.reelstate.spi.EventLog;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the files of generations that a later one has replaced, once a grace period has passed in
 * which clients may still be playing them. Reads the event log from a cursor of its own, so that a
 * generation is found also when the process that published its successor has ended since. Several
 * nodes may do so at the same time; removing twice does no harm.
 */
public final class OldGenerations {

  private static final Logger LOG = LoggerFactory.getLogger(OldGenerations.class);

  /** The name of the cursor. */
  private static final String READER = "reelstate.old-generations";

  private static final int PAGE = 500;

  /** The longest that one run reads, so that it ends even behind a long log. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final VideoStore store;
  private final MediaStorage storage;
  private final Duration grace;
  private final InstantSource clock;

  public OldGenerations(
      VideoStore store, MediaStorage storage, Duration grace, InstantSource clock) {
    this.store = store;
    this.storage = storage;
    this.grace = grace;
    this.clock = clock;
  }

  /** Removes what is due. A storage that fails is asked again in the next run. */
  public void remove() {
    EventLog log = store.events();
    Instant due = clock.instant().minus(grace);
    EventCursor cursor = log.cursor(READER);
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < LONGEST.toNanos()) {
      EventCursor.Batch batch = log.read(cursor, PAGE);
      int ripe = ripe(batch.events(), due);
      for (VideoEvent event : batch.events().subList(0, ripe)) {
        if (isCompletion(event) && !removeReplaced(event.videoId())) {
          return;
        }
      }
      boolean all = ripe == batch.events().size();
      EventCursor next = all ? batch.next() : behind(batch, ripe, cursor);
      if (!next.equals(cursor)) {
        log.advance(READER, next);
        cursor = next;
      }
      if (!all || batch.events().isEmpty()) {
        return;
      }
    }
  }

  private static boolean isCompletion(VideoEvent event) {
    return event instanceof StatusChanged change && change.to() == VideoStatus.COMPLETED;
  }

  private static EventCursor behind(EventCursor.Batch batch, int ripe, EventCursor from) {
    return ripe == 0 ? from : new EventCursor(batch.positions().get(ripe - 1));
  }

  private static int ripe(List<VideoEvent> events, Instant due) {
    int count = 0;
    while (count < events.size() && !events.get(count).at().isAfter(due)) {
      count++;
    }
    return count;
  }

  private boolean removeReplaced(VideoId id) {
    try {
      int published = store.videos().find(id).map(Video::publishedGeneration).orElse(0);
      for (int generation : published > 1 ? stored(id) : Set.<Integer>of()) {
        if (generation < published) {
          storage.delete(VideoKeys.generation(id, generation));
          LOG.debug(
              "Removed generation {} of {}, which {} has replaced", generation, id, published);
        }
      }
      return true;
    } catch (IOException e) {
      LOG.warn("The replaced generations of {} could not be removed; will retry", id, e);
      return false;
    }
  }

  private Set<Integer> stored(VideoId id) throws IOException {
    Set<Integer> generations = new TreeSet<>();
    for (String key : storage.list(VideoKeys.video(id))) {
      VideoKeys.generationOf(id, key).ifPresent(generations::add);
    }
    return generations;
  }
}
