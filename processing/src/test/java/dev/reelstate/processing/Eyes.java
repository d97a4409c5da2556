package dev.reelstate.processing;

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

/** A detector of a host's that says of each picture what a test wants. */
record Eyes(String name, Function<DetectionSpec, DetectorOpening> opening) implements Detector {

  /** A detector that opens, and looks at pictures in this way. */
  static Eyes seeing(String name, Function<Picture, DetectionOutcome> look) {
    return new Eyes(name, spec -> new DetectorOpening.Opened(new Session(spec, look)));
  }

  /** A detector that does not open. */
  static Eyes closed(String name, DetectorProblem problem) {
    return new Eyes(name, spec -> new DetectorOpening.Refused(problem));
  }

  /** One object, whose place and score follow from the picture's number and brightness. */
  static DetectionOutcome something(Picture picture) {
    long number = requireNonNull(picture.frame().index());
    int blue = picture.pixels().get() & 0xFF;
    Box box = new Box(number, blue / 10.0, 20, 10);
    return DetectionOutcome.of(List.of(new Detection("thing", box, blue / 255.0)));
  }

  @Override
  public Optional<DetectorProblem.Unavailable> probe() {
    return Optional.empty();
  }

  @Override
  public DetectorOpening open(DetectionSpec spec) {
    return opening.apply(spec);
  }

  private record Session(DetectionSpec spec, Function<Picture, DetectionOutcome> look)
      implements DetectorSession {

    @Override
    public DetectorIdentity identity() {
      return DetectorIdentity.of(spec.withSetting("as", "ever"), "eyes-1");
    }

    @Override
    public DetectionOutcome detect(Picture picture) {
      return look.apply(picture);
    }

    @Override
    public void close() {}
  }
}
