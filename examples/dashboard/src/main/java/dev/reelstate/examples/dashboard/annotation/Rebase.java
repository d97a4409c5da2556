package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a working copy changed, to be done to another revision. Not thread-safe. */
final class Rebase {

  // From which overlap on two boxes are taken to be the same object.
  private static final double SAME = 0.3;

  private final WorkingCopy copy;
  private final List<Change> changes = new ArrayList<>();

  /**
   * Finds the changes.
   *
   * @param base the revision with which the copy began
   */
  Rebase(GroundTruth base, WorkingCopy copy) {
    this.copy = copy;
    Content before = Content.of(base);
    Map<Object, FrameRef> frames = new HashMap<>();
    before.frames().forEach(frame -> frames.put(Content.key(frame), frame));
    copy.content().frames().forEach(frame -> frames.put(Content.key(frame), frame));
    frames.values().forEach(frame -> compare(frame, before));
  }

  WorkingCopy.Wish wish() {
    String request = "rebase of " + copy.version();
    return new WorkingCopy.Wish(
        request, List.copyOf(changes), List.of(), (change, unused) -> change);
  }

  private void compare(FrameRef frame, Content before) {
    List<Annotation> added = without(copy.content().on(frame), before.on(frame));
    for (Annotation removed : without(before.on(frame), copy.content().on(frame))) {
      Optional<Annotation> now = copy.now(Change.of(frame, removed, null)).filter(added::remove);
      changes.add(Change.of(frame, removed, now.orElse(null)));
    }
    added.forEach(one -> changes.add(Change.of(frame, null, one)));
    boolean examined = copy.content().frame(frame) != null;
    if (examined != (before.frame(frame) != null) && copy.content().on(frame).isEmpty()) {
      changes.add(new Change(frame, null, null, examined));
    }
  }

  private static List<Annotation> without(List<Annotation> all, List<Annotation> others) {
    List<Annotation> rest = new ArrayList<>(all);
    others.forEach(rest::remove);
    return rest;
  }

  /**
   * The entry with the earlier conflicts as well, and with what the annotations of new conflicts
   * have most likely become.
   */
  Entry withConflicts(Entry moved, WorkingCopy next) {
    List<Conflict> conflicts = new ArrayList<>(copy.conflicts());
    for (Conflict one : moved.conflicts()) {
      Annotation theirs = one.theirs() == null ? likely(one.change(), next) : one.theirs();
      conflicts.add(new Conflict(one.id(), one.by(), one.at(), one.change(), theirs));
    }
    return new Entry(
        moved.number(),
        moved.request(),
        moved.by(),
        moved.at(),
        moved.changes(),
        conflicts,
        moved.resolved());
  }

  private static @Nullable Annotation likely(Change change, WorkingCopy next) {
    Annotation before = change.before();
    if (before == null) {
      return null;
    }
    List<Annotation> there = next.content().on(change.frame());
    return there.stream()
        .filter(one -> before.track() != null && before.track().equals(one.track()))
        .findFirst()
        .or(() -> there.stream()
            .filter(one -> overlap(one.box(), before.box()) >= SAME)
            .max(Comparator.comparingDouble(one -> overlap(one.box(), before.box()))))
        .orElse(null);
  }

  private static double overlap(Box one, Box other) {
    double width = Math.min(one.right(), other.right()) - Math.max(one.x(), other.x());
    double height = Math.min(one.bottom(), other.bottom()) - Math.max(one.y(), other.y());
    double common = Math.max(0, width) * Math.max(0, height);
    return common / (one.area() + other.area() - common);
  }
}
