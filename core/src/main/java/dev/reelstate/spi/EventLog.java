package dev.reelstate.spi;

import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.video.VideoId;
import java.util.List;
import java.util.function.Consumer;

/** The events of a store, written in the transaction of what they report. Thread-safe. */
public interface EventLog {

  /**
   * The events of one video after a number, in order.
   *
   * @param after 0 for all
   * @param limit the most events to return, positive
   */
  List<VideoEvent> replay(VideoId id, long after, int limit);

  /**
   * The committed events of all videos behind a cursor. A transaction that commits late is never
   * skipped: its events come after those read before, and each video's numbers stay in sequence.
   *
   * @param limit the most events to return, positive
   */
  EventCursor.Batch read(EventCursor from, int limit);

  /** Where a reader begins that wants only what is not committed yet. */
  EventCursor end();

  /**
   * Where the durable reader of that name stands; the beginning if it is new.
   *
   * @param reader its name, a {@linkplain dev.reelstate.StoredText word}
   * @throws IllegalArgumentException if the name is too long, or has what no store can keep
   */
  EventCursor cursor(String reader);

  /**
   * Records where the durable reader of that name stands; it never moves backwards.
   *
   * @param reader its name, a {@linkplain dev.reelstate.StoredText word}
   * @throws IllegalArgumentException if the name is too long, or has what no store can keep
   */
  void advance(String reader, EventCursor to);

  /**
   * Calls a listener with the events of each transaction of this process, after its commit, on the
   * thread that committed. A hint for quick reaction: it must not block or throw, and says nothing
   * of other processes. Events of one video may come out of order.
   *
   * @return ends the calls when closed
   */
  Registration onCommit(Consumer<List<VideoEvent>> listener);

  /** Something registered, to be ended. */
  interface Registration extends AutoCloseable {

    /** Ends it. */
    @Override
    void close();
  }
}
