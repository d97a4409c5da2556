package dev.reelstate.annotation;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A frame that was examined, and everything found on it; an empty list means that nothing was
 * found. Immutable and thread-safe.
 *
 * @param frame the frame
 * @param annotations what was found; always sorted, first by label, regardless of the order passed
 *     in
 */
public record AnnotatedFrame(FrameRef frame, List<Annotation> annotations) {

  private static final Comparator<Annotation> ORDER = comparing(Annotation::label)
      .thenComparingDouble(annotation -> annotation.box().x())
      .thenComparingDouble(annotation -> annotation.box().y())
      .thenComparingDouble(annotation -> annotation.box().width())
      .thenComparingDouble(annotation -> annotation.box().height())
      .thenComparing(Annotation::track, nullsFirst(naturalOrder()))
      .thenComparing(Annotation::score, nullsFirst(naturalOrder()))
      .thenComparing(annotation -> CanonicalForm.mask(annotation.traits()))
      .thenComparing(Annotation::area, nullsFirst(naturalOrder()))
      .thenComparing(annotation -> CanonicalForm.text(annotation.attributes()))
      .thenComparing(annotation -> annotation.provenance().origin())
      .thenComparing(annotation -> annotation.provenance().by())
      .thenComparing(annotation -> annotation.provenance().confirmed())
      .thenComparing(
          annotation -> annotation.provenance().confirmedBy(), nullsFirst(naturalOrder()));

  /**
   * Sorts the annotations.
   *
   * @throws IllegalArgumentException if a box has no width or no height
   */
  public AnnotatedFrame {
    Objects.requireNonNull(frame, "frame");
    for (Annotation annotation : annotations) {
      if (annotation.box().isEmpty()) {
        throw new IllegalArgumentException(
            "An annotated object needs a width and a height, not " + annotation.box() + ".");
      }
    }
    annotations = annotations.stream().sorted(ORDER).toList();
  }
}
