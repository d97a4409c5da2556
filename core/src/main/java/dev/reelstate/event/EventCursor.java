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
   * @param positions of the events, in their order: where a reader stands that has read so far
   * @param next where to go on; equal to the cursor read from when there was nothing
   */
  public record Batch(List<VideoEvent> events, List<Long> positions, EventCursor next) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there are not as many positions as events
     */
    public Batch {
      events = List.copyOf(events);
      positions = List.copyOf(positions);
      if (events.size() != positions.size()) {
        throw new IllegalArgumentException("Each event has a position.");
      }
    }
  }
}
