package dev.reelstate.processing;

import dev.reelstate.StoredText;
import dev.reelstate.event.EventCursor;
import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoListener;
import dev.reelstate.processing.engine.DurableDelivery;
import dev.reelstate.processing.engine.EventReader;
import dev.reelstate.processing.engine.ListenerLane;
import dev.reelstate.spi.EventLog;
import dev.reelstate.spi.EventLog.Registration;
import dev.reelstate.spi.EventLog.SetAside;
import dev.reelstate.task.RetryPolicy;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The events of a platform's videos: delivered live to listeners and durably to named readers, and
 * kept in a log that can be read from any position. Thread-safe. Methods that begin a delivery
 * throw INVALID_REQUEST once the platform is closed.
 */
public final class VideoEvents {

  /** The maximum number of events that one replay returns. */
  public static final int REPLAY_LIMIT = 1000;

  /** Fifteen deliveries within about an hour. */
  private static final RetryPolicy DELIVERY =
      new RetryPolicy(15, Duration.ofSeconds(1), 2, Duration.ofMinutes(10), 0.2);

  private final EventLog log;
  private final Lifecycle lifecycle;
  private final List<ListenerLane> lanes;
  private final List<EventReader> readers = new CopyOnWriteArrayList<>();

  VideoEvents(EventLog log, List<VideoListener> listeners, Lifecycle lifecycle) {
    this.log = log;
    this.lifecycle = lifecycle;
    this.lanes = new CopyOnWriteArrayList<>(
        listeners.stream().map(listener -> new ListenerLane(listener, log)).toList());
  }

  /**
   * Delivers all events from now on to a listener, live and on its own thread.
   * {@link VideoPlatformBuilder#listener} does the same for listeners that are known from the
   * start.
   *
   * @return a registration that ends the delivery when closed; closing the platform does too
   */
  public Registration listen(VideoListener listener) {
    Objects.requireNonNull(listener, "listener");
    lifecycle.requireOpen();
    ListenerLane lane = new ListenerLane(listener, log);
    lanes.add(lane);
    return () -> {
      lanes.remove(lane);
      lane.close();
    };
  }

  /**
   * Delivers the events of all videos to a listener durably, with retries for about an hour; see
   * {@link #subscribe(String, VideoListener, RetryPolicy)}.
   *
   * @return a registration that ends the delivery when closed; closing the platform does too
   */
  public Registration subscribe(String name, VideoListener listener) {
    return subscribe(name, listener, DELIVERY);
  }

  /**
   * Delivers the events of all videos to a listener durably: at least once and in order, resuming
   * at the cursor of the named reader, even after a crash. Progress is not delivered.
   *
   * <p>An event whose delivery throws is delivered again, after a growing pause, before any later
   * event. When its tries are used up, it is {@linkplain #setAside set aside} in the store, and the
   * later events go on. A restart begins to count anew.
   *
   * @param name the name of the reader's cursor in the store; only one process at a time should use
   *     it
   * @param retries how often an event is delivered, and how long to pause before it is delivered
   *     again
   * @return a registration that ends the delivery when closed; closing the platform does too
   * @throws IllegalArgumentException if the name is longer than {@value StoredText#MAX_WORD} code
   *     points, or contains characters that databases cannot store
   */
  public Registration subscribe(String name, VideoListener listener, RetryPolicy retries) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(retries, "retries");
    lifecycle.requireOpen();
    StoredText.word("the reader's name", name);
    EventReader.Place place = EventReader.Place.inStore(log, name);
    return read(name, place, new DurableDelivery(name, listener, retries, log));
  }

  /**
   * The events that are set aside for the durable reader with that name because its listener kept
   * throwing, oldest first, at most {@value #REPLAY_LIMIT}.
   */
  public List<SetAside> setAside(String name) {
    lifecycle.require(name, "name");
    return log.listSetAside(name, REPLAY_LIMIT);
  }

  /**
   * Delivers the events that are set aside for the durable reader with that name, oldest first, at
   * most {@value #REPLAY_LIMIT}, on the calling thread. Those whose delivery throws again stay set
   * aside, with the new reason. To drop the events, pass a listener that does nothing.
   *
   * @param listener called with each event; meanwhile, the reader may be calling its own listener
   *     with later events
   * @return how many were delivered
   */
  public int redeliver(String name, VideoListener listener) {
    lifecycle.require(name, "name");
    lifecycle.require(listener, "listener");
    lifecycle.requireOpen();
    return (int) setAside(name).stream()
        .filter(event -> DurableDelivery.redeliver(event, listener, log))
        .count();
  }

  /**
   * Delivers the events of all videos from a cursor on, whichever process committed them: each once
   * and in order, on a separate thread. For callers that keep the cursor themselves, such as a
   * server with many clients. A batch whose delivery throws is delivered again, after a pause that
   * grows up to a minute.
   *
   * @return a registration that ends the delivery when closed; closing the platform does too
   */
  public Registration follow(EventCursor from, Consumer<EventCursor.Batch> taker) {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(taker, "taker");
    lifecycle.requireOpen();
    return read(
        "follower", EventReader.Place.inMemory(from), EventReader.Taker.whole("A follower", taker));
  }

  private Registration read(String name, EventReader.Place place, EventReader.Taker taker) {
    EventReader reader = new EventReader(name, place, taker, log);
    readers.add(reader);
    return () -> {
      readers.remove(reader);
      reader.close();
    };
  }

  /**
   * The events of a video after a number, at most {@value #REPLAY_LIMIT}. A client that lost its
   * connection can use them to catch up exactly.
   */
  public List<VideoEvent> replay(VideoId id, long afterNumber) {
    Objects.requireNonNull(id, "id");
    lifecycle.requireReadable();
    return log.replay(id, afterNumber, REPLAY_LIMIT);
  }

  /** The committed events of all videos after a cursor; see {@link EventLog#read}. */
  public EventCursor.Batch read(EventCursor from, int limit) {
    Objects.requireNonNull(from, "from");
    lifecycle.requireReadable();
    return log.read(from, limit);
  }

  /**
   * The cursor after the last committed event. {@link #follow} delivers only later events from
   * there.
   */
  public EventCursor end() {
    lifecycle.requireReadable();
    return log.end();
  }

  /**
   * How many committed events the listeners of this platform have not received, by the name of the
   * durable reader, {@code follower} for all followers and {@code live} for all live listeners.
   */
  Map<String, Long> lag() {
    Map<String, Long> lag = new HashMap<>();
    if (!lanes.isEmpty()) {
      lag.put("live", lanes.stream().mapToLong(ListenerLane::waiting).sum());
    }
    if (!readers.isEmpty()) {
      long end = log.end().position();
      readers.forEach(
          reader -> lag.merge(reader.name(), Math.max(0, end - reader.at().position()), Math::max));
    }
    return lag;
  }

  void committed(List<VideoEvent> events) {
    lanes.forEach(lane -> lane.offer(events));
    readers.forEach(EventReader::wakeUp);
  }

  void progressed(VideoId id, Progress progress) {
    lanes.forEach(lane -> lane.offer(id, progress));
  }

  /** Stops the durable readers. May be called before the last events are committed. */
  void closeReaders() {
    readers.forEach(EventReader::close);
  }

  /** Delivers pending events to live listeners for up to a few seconds, then stops them. */
  void closeListeners() {
    lanes.forEach(ListenerLane::close);
  }
}
