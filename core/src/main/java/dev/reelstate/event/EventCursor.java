package dev.reelstate.event;

import java.util.List;

/**
 * The position of a durable reader in the events of all videos.
 *
 * @param position the position of the last event read, opaque and increasing; 0 is the beginning
 */
public record EventCursor(long position) {

  /** Before the first event. */
  public static final EventCursor BEGINNING = new EventCursor(0);

  /**
   * A batch of events read from a cursor.
   *
   * @param events the events, in an order that keeps each video's numbers in sequence
   * @param positions the position of each event, in the same order: the cursor of a reader that has
   *     read up to and including that event
   * @param next the cursor to continue from; equal to the one read from if there were no events
   */
  public record Batch(List<VideoEvent> events, List<Long> positions, EventCursor next) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there are not exactly as many positions as events
     */
    public Batch {
      events = List.copyOf(events);
      positions = List.copyOf(positions);
      if (events.size() != positions.size()) {
        throw new IllegalArgumentException("There must be one position for each event.");
      }
    }
  }
}
