package dev.reelstate.testkit.history;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.testkit.history.StoreContents.Kept;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What the rules judge by, and what they find. Not thread-safe. */
final class Evidence {

  private final History history;
  private final StoreContents contents;
  private final Duration tolerance;
  private final Set<Violation> violations = new LinkedHashSet<>();

  Evidence(History history, StoreContents contents, Duration tolerance) {
    this.history = history;
    this.contents = contents;
    this.tolerance = tolerance;
  }

  History history() {
    return history;
  }

  StoreContents contents() {
    return contents;
  }

  Duration tolerance() {
    return tolerance;
  }

  /** Whether one call certainly took effect before another. */
  boolean isBefore(Call one, Call other) {
    return one.isBefore(other, tolerance);
  }

  /** The events of one kind that the store holds of a video; none if there is no such video. */
  <E extends VideoEvent> List<E> events(VideoId id, Class<E> kind) {
    Kept kept = contents.videos().get(id);
    return kept == null ? List.of() : kept.events(kind);
  }

  /** Notes a violation unless the promise was kept. */
  void require(Promise promise, boolean kept, Supplier<String> text) {
    if (!kept) {
      violations.add(new Violation(promise, text.get()));
    }
  }

  List<Violation> violations() {
    return new ArrayList<>(violations);
  }
}
