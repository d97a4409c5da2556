package dev.reelstate.spi;

import dev.reelstate.StoredText;
import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.video.VideoId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The events of a store, written in the same transaction as the changes they report. Thread-safe.
 */
public interface EventLog {

  /**
   * The events of one video after a number, in order, without those that were {@linkplain #forget
   * forgotten}.
   *
   * @param after the number of the last event to skip; 0 for all events
   * @param limit the maximum number of events to return, positive
   */
  List<VideoEvent> replay(VideoId id, long after, int limit);

  /**
   * The committed events of all videos after a cursor. A transaction that commits late is never
   * skipped: its events come after those already read, and each video's numbers stay in sequence.
   *
   * @param limit the maximum number of events to return, positive
   */
  EventCursor.Batch read(EventCursor from, int limit);

  /** The cursor for a reader that wants only events not yet committed. */
  EventCursor end();

  /**
   * The cursor of the durable reader with that name; the beginning if the reader is new.
   *
   * @param reader its name, a {@linkplain dev.reelstate.StoredText word}
   * @throws IllegalArgumentException if the name is too long or contains characters that no store
   *     can keep
   */
  EventCursor cursor(String reader);

  /**
   * Records the cursor of the durable reader with that name; it never moves backwards.
   *
   * @param reader its name, a {@linkplain dev.reelstate.StoredText word}
   * @throws IllegalArgumentException if the name is too long or contains characters that no store
   *     can keep
   */
  void advance(String reader, EventCursor to);

  /**
   * Sets an event aside that a durable reader could not deliver, and moves the reader's cursor
   * beyond it, in one transaction. If the event is already set aside for the reader, its reason and
   * tries are replaced.
   *
   * @param reader the reader's name, a {@linkplain StoredText word}
   * @param beyond the cursor of a reader that has read up to and including the event
   * @param reason how the last delivery failed
   * @param tries how often it was delivered in vain, at least 1
   */
  void setAside(String reader, VideoEvent event, EventCursor beyond, String reason, int tries);

  /**
   * The events that are set aside for the durable reader with that name, in the order in which it
   * read them.
   *
   * @param limit the maximum number of events to return, positive
   */
  List<SetAside> listSetAside(String reader, int limit);

  /**
   * Forgets that an event was set aside for a durable reader.
   *
   * @return false if it was not
   */
  boolean settle(String reader, VideoEvent event);

  /** How many events are set aside for each durable reader; readers without any are omitted. */
  Map<String, Long> countSetAside();

  /**
   * Removes the earliest events of a settled video: those before the first that happened at or
   * after a time, or is set aside for a reader, or was committed last. Numbers are never given
   * again, so what remains of a video begins with a later one. A reader that has not read the
   * removed events never will. A store that cannot do this throws, as this default does.
   *
   * @return how many events were removed; 0 if there is no such video
   * @throws IllegalStateException if the video is not settled
   */
  default long forget(VideoId id, Instant before) {
    throw new UnsupportedOperationException("This store cannot forget events.");
  }

  /**
   * An event that a durable reader could not deliver. Immutable.
   *
   * @param reader the reader's name
   * @param event the event
   * @param position the cursor of a reader that has read up to and including the event
   * @param reason how the last delivery failed
   * @param tries how often it was delivered in vain, at least 1
   * @param at when it was last delivered in vain, by the store's clock
   */
  record SetAside(
      String reader,
      VideoEvent event,
      EventCursor position,
      String reason,
      int tries,
      Instant at) {}

  /**
   * Calls a listener with the events of each transaction of this process, after its commit, on the
   * thread that committed. The call is a hint for quick reaction and does not cover other
   * processes. The listener must not block or throw. Events of one video may arrive out of order.
   *
   * @return a registration that ends the calls when closed
   */
  Registration onCommit(Consumer<List<VideoEvent>> listener);

  /** A registration, which lasts until it is closed. */
  interface Registration extends AutoCloseable {

    /** Ends the registration. */
    @Override
    void close();
  }
}
