package dev.reelstate.annotation;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The objects visible in a video, on the frames that were examined. A missing frame was not
 * examined, so detections on it cannot be judged. Immutable and thread-safe.
 *
 * @param frames the frames; always sorted by time, then by index, regardless of the order passed in
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
        throw new IllegalArgumentException("A frame occurs twice: " + frame.frame() + ".");
      }
    }
    frames = frames.stream()
        .sorted(comparing((AnnotatedFrame frame) -> frame.frame().pts())
            .thenComparing(frame -> frame.frame().index(), nullsFirst(naturalOrder())))
        .toList();
  }

  /** The number of annotations on all frames. */
  public int annotationCount() {
    return frames.stream().mapToInt(frame -> frame.annotations().size()).sum();
  }

  /**
   * A copy in which a person has confirmed some of the annotations, whoever proposed them. This is
   * the only way from a proposal to confirmed truth. What is confirmed already keeps who confirmed
   * it.
   *
   * @param person the name of the person
   * @param which those that the person confirms
   * @throws IllegalArgumentException if the name is blank
   */
  public GroundTruth confirmed(String person, Predicate<Annotation> which) {
    if (person.isBlank()) {
      throw new IllegalArgumentException("A person needs a name to confirm an annotation.");
    }
    return map(one -> one.provenance().confirmed() || !which.test(one)
        ? one
        : one.withProvenance(one.provenance().confirmed(person)));
  }

  private GroundTruth map(UnaryOperator<Annotation> change) {
    return new GroundTruth(frames.stream()
        .map(frame -> new AnnotatedFrame(
            frame.frame(), frame.annotations().stream().map(change).toList()))
        .toList());
  }

  /**
   * A hash of the whole content: SHA-256 over a canonical form, as 64 lower-case hexadecimal
   * digits. Equal ground truths, and only those, have equal hashes, in every release. Takes time
   * proportional to the number of annotations.
   */
  public String contentHash() {
    return CanonicalForm.hash(this);
  }
}
