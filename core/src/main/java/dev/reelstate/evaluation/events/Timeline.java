package dev.reelstate.evaluation.events;

import dev.reelstate.evaluation.Event;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Events of one list by time; those at the same time in their order.
 *
 * @param positions their positions in the list
 * @param nanos their times in nanoseconds, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Timeline(int[] positions, long[] nanos) {

  static final Timeline EMPTY = new Timeline(new int[0], new long[0]);

  /** All events of a list. */
  static Timeline of(List<Event> events) {
    long[] times = events.stream().mapToLong(event -> event.time().toNanos()).toArray();
    int[] positions = Sorting.order(times);
    return new Timeline(
        positions, IntStream.of(positions).mapToLong(i -> times[i]).toArray());
  }

  int size() {
    return nanos.length;
  }

  /** The events of each class, of the list that this is all of. */
  Map<String, Timeline> byClass(List<Event> events) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] classes = new int[size()];
    for (int i = 0; i < classes.length; i++) {
      Integer next = numbers.size();
      classes[i] = numbers.computeIfAbsent(events.get(positions[i]).label(), first -> next);
    }
    Map<String, Timeline> byClass = new HashMap<>();
    numbers.forEach((label, number) ->
        byClass.put(label, numbers.size() == 1 ? this : where(i -> classes[i] == number)));
    return byClass;
  }

  /** Some of the events, by their number in this timeline. */
  Timeline where(IntPredicate chosen) {
    int[] numbers = IntStream.range(0, size()).filter(chosen).toArray();
    return new Timeline(
        IntStream.of(numbers).map(i -> positions[i]).toArray(),
        IntStream.of(numbers).mapToLong(i -> nanos[i]).toArray());
  }

  /**
   * The position of the event nearest to a time, the earlier of two, or -1 if none is within a
   * tolerance.
   */
  int nearest(long time, long tolerance) {
    int found = Arrays.binarySearch(nanos, time);
    int after = found >= 0 ? found : -found - 1;
    int nearest = after;
    if (after == size() || (after > 0 && time - nanos[after - 1] <= nanos[after] - time)) {
      nearest = after - 1;
    }
    return nearest < 0 || Math.abs(nanos[nearest] - time) > tolerance ? -1 : positions[nearest];
  }
}
