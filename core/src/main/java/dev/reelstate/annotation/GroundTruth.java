package dev.reelstate.annotation;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What there is to be seen in a video, for the frames that were looked at. A frame that is missing
 * was not looked at, so nothing can be said about what a detector finds there. Immutable and
 * thread-safe.
 *
 * @param frames in the order of their times, then of their indexes, whatever order they are given
 *     in
 */
public record GroundTruth(List<AnnotatedFrame> frames) {

  /**
   * Sorts the frames.
   *
   * @throws IllegalArgumentException if two of them have the same index, or the same time and no
   *     index
   */
  public GroundTruth {
    Set<Object> known = new HashSet<>();
    for (AnnotatedFrame frame : frames) {
      Long index = frame.frame().index();
      if (!known.add(index == null ? frame.frame().pts() : index)) {
        throw new IllegalArgumentException("A frame is there twice: " + frame.frame() + ".");
      }
    }
    frames = frames.stream()
        .sorted(comparing((AnnotatedFrame frame) -> frame.frame().pts())
            .thenComparing(frame -> frame.frame().index(), nullsFirst(naturalOrder())))
        .toList();
  }

  /** How many annotations there are on all frames. */
  public int annotationCount() {
    return frames.stream().mapToInt(frame -> frame.annotations().size()).sum();
  }

  /**
   * A hash of all that it says: SHA-256 over a canonical form, 64 lower-case hexadecimal digits.
   * Equal ground truths, and only those, have equal hashes, in every release. Takes time in
   * proportion to the annotations.
   */
  public String contentHash() {
    return CanonicalForm.hash(this);
  }
}
