package dev.reelstate.evaluation.events;

/**
 * How many events were found. Immutable and thread-safe.
 *
 * @param tp hits
 * @param fp false alarms
 * @param fn misses
 */
public record EventCounts(long tp, long fp, long fn) {

  /** No events at all. */
  public static final EventCounts NONE = new EventCounts(0, 0, 0);

  /** The sum with others, several times. */
  EventCounts plus(EventCounts others, int times) {
    return new EventCounts(tp + others.tp * times, fp + others.fp * times, fn + others.fn * times);
  }
}
