package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.FrameRef;
import org.jspecify.annotations.Nullable;

/**
 * What a person does to one annotation of one frame. An annotation has no identity of its own: it
 * is named by its value, as the person saw it. Immutable and thread-safe.
 *
 * @param frame the frame
 * @param before the annotation that is replaced or removed, or null if one is added
 * @param after the annotation that takes its place, or null if it is removed
 * @param examined without annotations: whether the frame counts as examined from now on; otherwise
 *     null
 */
record Change(
    FrameRef frame,
    @Nullable Annotation before,
    @Nullable Annotation after,
    @Nullable Boolean examined) {

  /**
   * Checks that it changes one thing.
   *
   * @throws IllegalArgumentException if not
   */
  Change {
    if ((before == null && after == null) == (examined == null)) {
      throw new IllegalArgumentException(
          "A change needs either an annotation before or after it, or examined.");
    }
    if (before != null && before.equals(after)) {
      throw new IllegalArgumentException("A change must not leave everything as it was.");
    }
    if (after != null && after.box().isEmpty()) {
      throw new IllegalArgumentException("A box needs a width and a height.");
    }
  }

  static Change of(FrameRef frame, @Nullable Annotation before, @Nullable Annotation after) {
    return new Change(frame, before, after, null);
  }

  /** The same change with another result. */
  Change withAfter(@Nullable Annotation other) {
    return new Change(frame, before, other, examined);
  }
}
