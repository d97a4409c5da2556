package dev.reelstate.processing.detect;

import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Detector;
import dev.reelstate.detection.DetectorOpening;
import dev.reelstate.detection.DetectorProblem.Unavailable;
import java.util.Optional;
import java.util.Set;

/**
 * Whatever moves before a camera that does not, found by OpenCV's model of the background (<a
 * href="https://doi.org/10.1016/j.patrec.2005.11.005">MOG2, Zivkovic and van der Heijden,
 * 2006</a>). It remembers the pictures before; on the first one nothing moves.
 *
 * <p>Settings: {@code history}, how many pictures make the background (100, from 2 to 10000);
 * {@code difference} from it that counts, in squared deviations (16, from 1 to 1000); {@code area},
 * the smallest object, as a part of the picture (0.001, from 0 to 1). The score is the part of its
 * box that moves.
 */
final class MotionDetector implements Detector {

  private static final double MIN_SCORE = 0.2;

  @Override
  public String name() {
    return "motion";
  }

  @Override
  public Optional<Unavailable> probe() {
    return OpenCv.missing("opencv_imgproc", "opencv_video");
  }

  @Override
  public DetectorOpening open(DetectionSpec spec) {
    Settings settings = Settings.of(this, spec, Set.of("history", "difference", "area"));
    int history = settings.count("history", 100, 2, 10_000);
    double difference = settings.number("difference", 16, 1, 1000);
    double area = settings.number("area", 0.001, 0, 1);
    Optional<Unavailable> missing = probe();
    if (missing.isPresent()) {
      return new DetectorOpening.Refused(missing.get());
    }
    return new DetectorOpening.Opened(
        new MotionSession(spec, Candidates.of(spec, MIN_SCORE, 1, 1), history, difference, area));
  }
}
