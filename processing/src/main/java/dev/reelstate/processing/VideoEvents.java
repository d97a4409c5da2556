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
 * What happens to the videos of a platform: live to listeners, durably to named readers, and as a
 * log that can be read from any place. Thread-safe. Methods that begin a delivery throw
 * {@link IllegalStateException} once the platform is closed.
 */
public final class VideoEvents {

  /** The most events that one replay returns. */
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
   * Tells a listener live what happens from now on, on a thread of its own, as
   * {@link VideoPlatformBuilder#listener} does for listeners that are there from the start.
   *
   * @return ends the delivery when closed; the platform's close does too
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
   * Delivers the events of all videos to a listener, durably: at least once, in order, from where
   * the reader of that name stood, also after a crash. An event whose delivery throws is delivered
   * again. Progress is not delivered.
   *
   * @param name names the reader's cursor in the store; one process at a time should read under a
   *     name
   * @return ends the delivery when closed; the platform's close does too
   * @throws IllegalArgumentException if the name is longer than {@value StoredText#MAX_WORD} code
   *     points, or no store can keep it
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
   * Hands on the events of all videos from a cursor on, whichever process committed them: each once
   * and in order, on a thread of its own. For callers that keep the cursor themselves, such as a
   * server of many clients. A batch whose delivery throws is handed on again.
   *
   * @return ends the delivery when closed; the platform's close does too
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
   * The events of a video after a number, so that a client that lost its connection catches up
   * exactly; at most {@value #REPLAY_LIMIT}.
   */
  public List<VideoEvent> replay(VideoId id, long afterNumber) {
    return log.replay(id, afterNumber, REPLAY_LIMIT);
  }

  /** The committed events of all videos behind a cursor; see {@link EventLog#read}. */
  public EventCursor.Batch read(EventCursor from, int limit) {
    return log.read(from, limit);
  }

  /** Where {@link #follow} begins for those who want only what is not committed yet. */
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

  /** Stops the durable readers, which may be called before the last events are committed. */
  void closeReaders() {
    readers.forEach(EventReader::close);
  }

  /** Delivers what live listeners have not had yet for a few seconds, and stops them. */
  void closeListeners() {
    lanes.forEach(ListenerLane::close);
  }
}
