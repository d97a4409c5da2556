package dev.reelstate.event;

import java.util.List;

/**
 * Where a durable reader of all videos' events stands.
 *
 * @param position opaque and growing: the position of the last event read; 0 is the beginning
 */
public record EventCursor(long position) {

  /** Before the first event. */
  public static final EventCursor BEGINNING = new EventCursor(0);

  /**
   * A batch of events read from a cursor on.
   *
   * @param events in an order that keeps each video's numbers in sequence
   * @param next where to go on; equal to the cursor read from when there was nothing
   */
  public record Batch(List<VideoEvent> events, EventCursor next) {

    /** Copies the list. */
    public Batch {
      events = List.copyOf(events);
    }
  }
}
