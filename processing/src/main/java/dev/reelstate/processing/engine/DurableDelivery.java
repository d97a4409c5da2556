package dev.reelstate.processing.engine;

import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoListener;
import dev.reelstate.spi.EventLog;
import dev.reelstate.spi.EventLog.SetAside;
import dev.reelstate.task.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events to a durable listener one by one. An event whose delivery throws is delivered
 * again after a growing pause, before any later one, and is set aside in the store when its tries
 * are used up. Confined to the thread of its reader, except for {@link #redeliver}.
 */
public final class DurableDelivery implements EventReader.Taker {

  private static final Logger LOG = LoggerFactory.getLogger(DurableDelivery.class);

  private final String name;
  private final VideoListener listener;
  private final RetryPolicy retries;
  private final EventLog log;

  /** The position of the event that failed last, and how often in a row. */
  private long failing;

  private int tries;

  /**
   * A delivery that has not begun.
   *
   * @param name the name of the reader
   * @param retries how often and how soon an event is delivered again
   */
  public DurableDelivery(String name, VideoListener listener, RetryPolicy retries, EventLog log) {
    this.name = name;
    this.listener = listener;
    this.retries = retries;
    this.log = log;
  }

  @Override
  public Duration take(EventCursor.Batch batch, EventReader.Place place) {
    for (int i = 0; i < batch.events().size(); i++) {
      Throwable problem = deliver(listener, batch.events().get(i));
      if (problem != null) {
        if (i > 0) {
          place.set(new EventCursor(batch.positions().get(i - 1)));
        }
        return failed(batch.events().get(i), new EventCursor(batch.positions().get(i)), problem);
      }
    }
    place.set(batch.next());
    return Duration.ZERO;
  }

  private Duration failed(VideoEvent event, EventCursor position, Throwable problem) {
    tries = position.position() == failing ? tries + 1 : 1;
    failing = position.position();
    Optional<Duration> pause = retries.delayAfter(tries, ThreadLocalRandom.current());
    LOG.error(
        "The durable listener {} threw at event {} of video {}; {}",
        name,
        event.number(),
        event.videoId(),
        pause.map(time -> "it is delivered again in " + time).orElse("the event is set aside"),
        Thrown.printable(problem));
    if (pause.isEmpty()) {
      log.setAside(name, event, position, Thrown.describe(problem), tries);
    }
    return pause.orElse(Duration.ZERO);
  }

  /**
   * Delivers an event again that was set aside, and forgets that it was, unless the delivery
   * throws.
   *
   * @return whether it was delivered
   */
  public static boolean redeliver(SetAside aside, VideoListener listener, EventLog log) {
    Throwable problem = deliver(listener, aside.event());
    if (problem == null) {
      log.settle(aside.reader(), aside.event());
      return true;
    }
    LOG.error(
        "The durable listener {} threw again at an event that was set aside",
        aside.reader(),
        Thrown.printable(problem));
    log.setAside(
        aside.reader(),
        aside.event(),
        aside.position(),
        Thrown.describe(problem),
        aside.tries() + 1);
    return false;
  }

  private static @Nullable Throwable deliver(VideoListener listener, VideoEvent event) {
    try {
      listener.onEvent(event);
      event.deliverTo(listener);
      return null;
    } catch (RuntimeException | Error e) {
      return e;
    }
  }
}
