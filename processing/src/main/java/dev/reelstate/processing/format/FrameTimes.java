package dev.reelstate.processing.format;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.Provenance;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Frames and objects as the values of the evaluation and of ground truth. */
final class FrameTimes {

  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

  private FrameTimes() {}

  /**
   * The frame, at its exact time or at the one that its number and a frame rate suggest.
   *
   * @throws IllegalArgumentException if neither is known
   */
  static FrameRef frame(LabelledImage image, @Nullable Double rate) {
    Duration time = image.time();
    if (time != null) {
      return new FrameRef(image.frame(), time, false);
    }
    Long frame = image.frame();
    if (frame == null || rate == null) {
      throw new IllegalArgumentException("The image " + image.id()
          + " has no time, and no frame number with a frame rate to calculate it from.");
    }
    BigDecimal nanos = BigDecimal.valueOf(frame)
        .multiply(NANOS)
        .divide(BigDecimal.valueOf(rate), MathContext.DECIMAL64);
    if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException(
          "The frame " + frame + " is later than any video can last.");
    }
    return FrameRef.estimated(frame, Duration.ofNanos(nanos.longValue()));
  }

  /** The object; a score that is not from 0 to 1 is left out. */
  static Annotation annotation(LabelledObject object, Provenance provenance) {
    Double score = object.score();
    return new Annotation(
        object.label(),
        object.box(),
        object.area(),
        score != null && score >= 0 && score <= 1 ? score : null,
        object.track(),
        object.traits(),
        object.attributes(),
        provenance);
  }
}
