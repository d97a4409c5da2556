package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.annotation.Annotation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change that was not made, because somebody else had changed the same annotation. It is kept
 * until a person decides. Immutable and thread-safe.
 *
 * @param id its identity within the working copy
 * @param by who wanted the change
 * @param at when
 * @param change the change
 * @param theirs the annotation as it was made meanwhile, or null if it was removed
 */
record Conflict(
    String id,
    String by,
    Instant at,
    Change change,
    @Nullable Annotation theirs) {

  /** Whether it is about the same wish of the same person. */
  boolean isSame(Conflict other) {
    return by.equals(other.by) && change.equals(other.change);
  }
}
