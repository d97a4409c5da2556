package dev.reelstate.processing;

import dev.reelstate.StoredText;
import dev.reelstate.event.EventCursor;
import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoListener;
import dev.reelstate.processing.engine.EventReader;
import dev.reelstate.processing.engine.ListenerLane;
import dev.reelstate.spi.EventLog;
import dev.reelstate.spi.EventLog.Registration;
import dev.reelstate.video.VideoId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The events of a platform's videos: delivered live to listeners and durably to named readers, and
 * kept in a log that can be read from any position. Thread-safe. Methods that begin a delivery
 * throw {@link IllegalStateException} once the platform is closed.
 */
public final class VideoEvents {

  /** The maximum number of events that one replay returns. */
  public static final int REPLAY_LIMIT = 1000;

  private final EventLog log;
  private final Runnable requireOpen;
  private final List<ListenerLane> lanes;
  private final List<EventReader> readers = new CopyOnWriteArrayList<>();

  VideoEvents(EventLog log, List<VideoListener> listeners, Runnable requireOpen) {
    this.log = log;
    this.requireOpen = requireOpen;
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
    requireOpen.run();
    ListenerLane lane = new ListenerLane(listener, log);
    lanes.add(lane);
    return () -> {
      lanes.remove(lane);
      lane.close();
    };
  }

  /**
   * Delivers the events of all videos to a listener durably: at least once and in order, resuming
   * at the cursor of the named reader, even after a crash. An event whose delivery throws is
   * delivered again. Progress is not delivered.
   *
   * @param name the name of the reader's cursor in the store; only one process at a time should use
   *     it
   * @return a registration that ends the delivery when closed; closing the platform does too
   * @throws IllegalArgumentException if the name is longer than {@value StoredText#MAX_WORD} code
   *     points, or contains characters that databases cannot store
   */
  public Registration subscribe(String name, VideoListener listener) {
    requireOpen.run();
    StoredText.word("the reader's name", name);
    EventReader.Place place = EventReader.Place.inStore(log, name);
    return read(
        name,
        place,
        batch -> batch.events().forEach(event -> {
          listener.onEvent(event);
          event.deliverTo(listener);
        }));
  }

  /**
   * Delivers the events of all videos from a cursor on, whichever process committed them: each once
   * and in order, on a separate thread. For callers that keep the cursor themselves, such as a
   * server with many clients. A batch whose delivery throws is delivered again.
   *
   * @return a registration that ends the delivery when closed; closing the platform does too
   */
  public Registration follow(EventCursor from, Consumer<EventCursor.Batch> taker) {
    requireOpen.run();
    return read("follower", EventReader.Place.inMemory(from), taker);
  }

  private Registration read(
      String name, EventReader.Place place, Consumer<EventCursor.Batch> taker) {
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
    return log.replay(id, afterNumber, REPLAY_LIMIT);
  }

  /** The committed events of all videos after a cursor; see {@link EventLog#read}. */
  public EventCursor.Batch read(EventCursor from, int limit) {
    return log.read(from, limit);
  }

  /**
   * The cursor after the last committed event. {@link #follow} delivers only later events from
   * there.
   */
  public EventCursor end() {
    return log.end();
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
