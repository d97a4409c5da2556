package dev.reelstate.processing.engine;

import dev.reelstate.ReelstateException;
import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoListener;
import dev.reelstate.spi.EventLog;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events of all videos to one named listener, at least once and in order, from where its cursor in the store stands.
 * An event whose delivery throws is delivered again after a pause, and nothing behind it before.
 */
public final class DurableReader implements EventLog.Registration {

  private static final Logger LOG = LoggerFactory.getLogger(DurableReader.class);
  private static final int BATCH = 200;
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  private final String name;
  private final VideoListener listener;
  private final EventLog log;
  private final Signal signal = new Signal();
  private final Thread thread;
  private volatile boolean closing;

  /** Starts the thread. */
  public DurableReader(String name, VideoListener listener, EventLog log) {
    this.name = name;
    this.listener = listener;
    this.log = log;
    this.thread = new Thread(this::readAll, "reelstate-reader-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Says that there may be something new. */
  public void wakeUp() {
    signal.raise();
  }

  private void readAll() {
    try {
      while (!closing) {
        signal.await(readBatch());
      }
    } catch (InterruptedException e) {
      LOG.debug("The reader {} was stopped; it goes on from its cursor", name);
    }
  }

  /** Delivers what there is, and says how long to wait before looking again. */
  private Duration readBatch() {
    try {
      EventCursor from = log.cursor(name);
      EventCursor.Batch batch = log.read(from, BATCH);
      for (VideoEvent event : batch.events()) {
        listener.onEvent(event);
        event.deliverTo(listener);
      }
      log.advance(name, batch.next());
      return batch.events().isEmpty() ? IDLE : Duration.ZERO;
    } catch (ReelstateException e) {
      LOG.warn("The reader {} could not read; it goes on from its cursor", name, e);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      LOG.error(
          "The durable listener {} threw; the events since its cursor are delivered again",
          name,
          e);
    }
    return AFTER_FAILURE;
  }

  @Override
  public void close() {
    closing = true;
    signal.raise();
    try {
      thread.join(5000);
      thread.interrupt();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
