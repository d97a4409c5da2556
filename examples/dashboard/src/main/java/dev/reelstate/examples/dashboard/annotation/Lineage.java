package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.FrameRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What became of each annotation. Not thread-safe. */
final class Lineage {

  private record Place(Object frame, Annotation annotation) {}

  private final Map<Place, Optional<Annotation>> next = new HashMap<>();

  void add(Change change) {
    Object frame = Content.key(change.frame());
    if (change.after() != null) {
      next.remove(new Place(frame, change.after()));
    }
    if (change.before() != null) {
      next.put(new Place(frame, change.before()), Optional.ofNullable(change.after()));
    }
  }

  /** What an annotation is now; empty if it was removed, or was never there. */
  Optional<Annotation> now(FrameRef frame, Annotation annotation, Content content) {
    Object key = Content.key(frame);
    Set<Annotation> seen = new HashSet<>();
    Optional<Annotation> current = Optional.of(annotation);
    while (current.isPresent() && !content.has(frame, current.get())) {
      if (!seen.add(current.get())) {
        return Optional.empty();
      }
      current = next.getOrDefault(new Place(key, current.get()), Optional.empty());
    }
    return current;
  }
}
