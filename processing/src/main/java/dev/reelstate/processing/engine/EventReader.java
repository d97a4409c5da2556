package dev.reelstate.processing.engine;

import dev.reelstate.ReelstateException;
import dev.reelstate.event.EventCursor;
import dev.reelstate.spi.EventLog;
import dev.reelstate.task.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events of all videos in order, on its own thread, from a {@link Place} that keeps the
 * position. Whatever its {@link Taker} did not take is read again, before anything later.
 */
public final class EventReader implements EventLog.Registration {

  private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);
  private static final int BATCH = 200;
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  private static final RetryPolicy FOLLOWER =
      new RetryPolicy(Integer.MAX_VALUE, Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0.2);

  /** Takes what a reader has read. */
  public interface Taker {

    /**
     * Takes a batch with at least one event, and moves the place behind what was taken.
     *
     * @return how long to pause before the next read, zero if everything was taken
     */
    Duration take(EventCursor.Batch batch, Place place);

    /** Hands whole batches to a consumer; one that throws gets the batch again, ever later. */
    static Taker whole(String name, Consumer<EventCursor.Batch> consumer) {
      return new Taker() {
        private int failures;

        @Override
        public Duration take(EventCursor.Batch batch, Place place) {
          try {
            consumer.accept(batch);
          } catch (RuntimeException | Error e) {
            failures++;
            LOG.error("{} threw; it will get the events again", name, Thrown.printable(e));
            return FOLLOWER.delayAfter(failures, ThreadLocalRandom.current()).orElseThrow();
          }
          failures = 0;
          place.set(batch.next());
          return Duration.ZERO;
        }
      };
    }
  }

  /** A reader's position. */
  public interface Place {

    /** The cursor to read from. */
    EventCursor get();

    /** Moves the cursor; everything before it has been consumed. */
    void set(EventCursor next);

    /** A position that the store keeps under a name. */
    static Place inStore(EventLog log, String name) {
      return new Place() {
        @Override
        public EventCursor get() {
          return log.cursor(name);
        }

        @Override
        public void set(EventCursor next) {
          log.advance(name, next);
        }
      };
    }

    /** A position that is lost with the reader. */
    static Place inMemory(EventCursor from) {
      return new Place() {
        private volatile EventCursor at = from;

        @Override
        public EventCursor get() {
          return at;
        }

        @Override
        public void set(EventCursor next) {
          at = next;
        }
      };
    }
  }

  private final String name;
  private final Place place;
  private final Taker taker;
  private final EventLog log;
  private final Signal signal = new Signal();
  private final Thread thread;
  private volatile boolean closing;

  /**
   * Starts the thread.
   *
   * @param name the reader's name in logs
   */
  public EventReader(String name, Place place, Taker taker, EventLog log) {
    this.name = name;
    this.place = place;
    this.taker = taker;
    this.log = log;
    this.thread = new Thread(this::readAll, "reelstate-reader-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The reader's name. */
  public String name() {
    return name;
  }

  /** How far it has read. */
  public EventCursor at() {
    return place.get();
  }

  /** Signals that there may be new events. */
  public void wakeUp() {
    signal.raise();
  }

  private void readAll() {
    try {
      while (!closing) {
        readBatch();
      }
    } catch (InterruptedException e) {
      LOG.debug("Reader {} was stopped; events it did not deliver will be read again", name);
    }
  }

  /** Delivers the next batch, and waits as long as there is reason to. */
  private void readBatch() throws InterruptedException {
    Duration pause;
    try {
      EventCursor.Batch batch = log.read(place.get(), BATCH);
      if (batch.events().isEmpty()) {
        place.set(batch.next());
        signal.await(IDLE);
        return;
      }
      pause = taker.take(batch, place);
    } catch (ReelstateException e) {
      LOG.warn("Reader {} could not use the store; it will resume from its cursor", name, e);
      pause = AFTER_FAILURE;
    }
    pause(pause);
  }

  /** Waits the whole time, whatever is signalled, unless the reader is closed. */
  private void pause(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0 && !closing; left = end - System.nanoTime()) {
      signal.await(Duration.ofNanos(left).plusMillis(1));
    }
  }

  @Override
  public void close() {
    closing = true;
    signal.raise();
    if (Thread.currentThread() == thread) {
      return; // the listener itself called; the reader ends when it has returned
    }
    try {
      thread.join(5000);
      thread.interrupt();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
