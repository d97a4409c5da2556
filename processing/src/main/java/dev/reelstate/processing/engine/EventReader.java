package dev.reelstate.processing.engine;

import dev.reelstate.ReelstateException;
import dev.reelstate.event.EventCursor;
import dev.reelstate.spi.EventLog;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events of all videos in order, on its own thread, from a {@link Place} that keeps the
 * position. A batch whose consumer throws is read again after a pause, before any later batch.
 */
public final class EventReader implements EventLog.Registration {

  private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);
  private static final int BATCH = 200;
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

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
        private EventCursor at = from;

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
  private final Consumer<EventCursor.Batch> taker;
  private final EventLog log;
  private final Signal signal = new Signal();
  private final Thread thread;
  private volatile boolean closing;

  /**
   * Starts the thread.
   *
   * @param name the reader's name in logs
   */
  public EventReader(String name, Place place, Consumer<EventCursor.Batch> taker, EventLog log) {
    this.name = name;
    this.place = place;
    this.taker = taker;
    this.log = log;
    this.thread = new Thread(this::readAll, "reelstate-reader-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Signals that there may be new events. */
  public void wakeUp() {
    signal.raise();
  }

  private void readAll() {
    try {
      while (!closing) {
        signal.await(readBatch());
      }
    } catch (InterruptedException e) {
      LOG.debug("Reader {} was stopped; events it did not deliver will be read again", name);
    }
  }

  /** Delivers the next batch, and returns how long to wait before reading again. */
  private Duration readBatch() {
    EventCursor.Batch batch;
    try {
      batch = log.read(place.get(), BATCH);
    } catch (ReelstateException e) {
      LOG.warn("Reader {} could not read events; it will resume from its cursor", name, e);
      return AFTER_FAILURE;
    }
    try {
      if (!batch.events().isEmpty()) {
        taker.accept(batch);
      }
      place.set(batch.next());
      return batch.events().isEmpty() ? IDLE : Duration.ZERO;
    } catch (ReelstateException e) {
      LOG.warn("Reader {} failed on a batch; it will resume from its cursor", name, e);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      LOG.error(
          "Durable listener {} threw; the events since its cursor will be delivered again",
          name,
          e);
    }
    return AFTER_FAILURE;
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
