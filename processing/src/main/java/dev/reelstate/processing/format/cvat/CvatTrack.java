package dev.reelstate.processing.format.cvat;

import dev.reelstate.annotation.Box;
import dev.reelstate.processing.format.io.FrameGrid;
import dev.reelstate.processing.format.io.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A track while it is read: its boxes by frame, and those between them. Not thread-safe. */
final class CvatTrack {

  /** Takes a visible box. */
  @FunctionalInterface
  interface Taker {
    void take(long frame, CvatBox box, boolean interpolated);
  }

  private record Position(CvatBox box, boolean outside) {}

  private final CvatTask task;
  private final NavigableMap<Long, Position> positions = new TreeMap<>();

  CvatTrack(CvatTask task) {
    this.task = task;
  }

  void add(long frame, CvatBox box, boolean outside) {
    Position position = new Position(box, outside);
    Position known = positions.putIfAbsent(frame, position);
    if (known != null && !known.equals(position)) {
      throw new Refusal("The track has two boxes on frame " + frame + ".");
    }
  }

  /** Hands on the box of every frame on which it is visible, in their order. */
  void unfold(Taker taker) {
    Map<String, String> attributes = Map.of();
    for (Map.Entry<Long, Position> entry : positions.entrySet()) {
      Position here = entry.getValue();
      attributes = inherited(attributes, here.box().attributes());
      if (!here.outside()) {
        CvatBox box = new CvatBox(here.box().box(), here.box().occluded(), attributes);
        task.check(entry.getKey());
        taker.take(entry.getKey(), box, false);
        fill(entry.getKey(), box, positions.higherEntry(entry.getKey()), taker);
      }
    }
  }

  /** An attribute holds until a later box says otherwise. */
  private static Map<String, String> inherited(
      Map<String, String> before, Map<String, String> here) {
    if (here.keySet().containsAll(before.keySet())) {
      return here;
    }
    Map<String, String> all = new HashMap<>(before);
    all.putAll(here);
    return all;
  }

  private void fill(
      long frame, CvatBox box, Map.@Nullable Entry<Long, Position> next, Taker taker) {
    FrameGrid grid = task.grid();
    if (next == null) {
      long stop = grid == null ? frame : grid.stop();
      for (long at = frame + task.step(); at <= stop; at += task.step()) {
        taker.take(at, box, true);
      }
      return;
    }
    long end = grid == null ? next.getKey() : Math.min(next.getKey(), grid.stop() + 1);
    for (long at = frame + task.step(); at < end; at += task.step()) {
      double share = (double) (at - frame) / (next.getKey() - frame);
      Box between = between(box.box(), next.getValue().box().box(), share);
      taker.take(at, new CvatBox(between, box.occluded(), box.attributes()), true);
    }
  }

  private static Box between(Box from, Box to, double share) {
    return new Box(
        between(from.x(), to.x(), share),
        between(from.y(), to.y(), share),
        between(from.width(), to.width(), share),
        between(from.height(), to.height(), share));
  }

  private static double between(double from, double to, double share) {
    return from + (to - from) * share;
  }
}
