package dev.reelstate.examples.torture;

import static java.util.Objects.requireNonNull;

import dev.reelstate.annotation.Box;
import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Detector;
import dev.reelstate.detection.DetectorIdentity;
import dev.reelstate.detection.DetectorOpening;
import dev.reelstate.detection.DetectorProblem;
import dev.reelstate.detection.DetectorSession;
import dev.reelstate.detection.Picture;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A detector that says of each picture what a test wants. */
record Eyes(Function<Picture, DetectionOutcome> look) implements Detector {

  static final String NAME = "eyes";

  /** One object, whose place and score follow from the picture's number and brightness. */
  static DetectionOutcome something(Picture picture) {
    long number = number(picture);
    int blue = picture.pixels().get() & 0xFF;
    Box box = new Box(number, blue / 10.0, 20, 10);
    return DetectionOutcome.of(List.of(new Detection("thing", box, blue / 255.0)));
  }

  /** The number of a picture, which sampled ones always have. */
  static long number(Picture picture) {
    return requireNonNull(picture.frame().index());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<DetectorProblem.Unavailable> probe() {
    return Optional.empty();
  }

  @Override
  public DetectorOpening open(DetectionSpec spec) {
    return new DetectorOpening.Opened(new DetectorSession() {
      @Override
      public DetectorIdentity identity() {
        return DetectorIdentity.of(spec, "eyes-1");
      }

      @Override
      public DetectionOutcome detect(Picture picture) {
        return look.apply(picture);
      }

      @Override
      public void close() {}
    });
  }
}
