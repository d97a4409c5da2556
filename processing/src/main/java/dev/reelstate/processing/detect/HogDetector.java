package dev.reelstate.processing.detect;

import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Detector;
import dev.reelstate.detection.DetectorOpening;
import dev.reelstate.detection.DetectorProblem.Unavailable;
import java.util.Optional;
import java.util.Set;

/**
 * People who stand or walk, found by OpenCV's histograms of oriented gradients (<a
 * href="https://doi.org/10.1109/CVPR.2005.177">Dalal and Triggs, 2005</a>) and its linear
 * classifier.
 *
 * <p>Settings: {@code upscale} enlarges pictures first, so that people are at least 96 pixels tall,
 * which is the smallest that the classifier knows (1.5, from 0.25 to 4); {@code step} is the factor
 * between two of the sizes that are looked for (1.08, from 1.01 to 1.5). The score is the logistic
 * function of the distance from the classifier's plane, so 0.5 is its own threshold; by default,
 * what has at least 0.64 is reported. Somebody half of whom lies within a larger person is taken
 * for a part of that one.
 */
final class HogDetector implements Detector {

  private static final double MIN_SCORE = 0.64;
  private static final double MAX_OVERLAP = 0.3;
  private static final double MAX_INSIDE = 0.5;

  @Override
  public String name() {
    return "hog";
  }

  @Override
  public Optional<Unavailable> probe() {
    return OpenCv.missing("opencv_imgproc", "opencv_objdetect");
  }

  @Override
  public DetectorOpening open(DetectionSpec spec) {
    Settings settings = Settings.of(this, spec, Set.of("upscale", "step"));
    double upscale = settings.number("upscale", 1.5, 0.25, 4);
    double step = settings.number("step", 1.08, 1.01, 1.5);
    Optional<Unavailable> missing = probe();
    if (missing.isPresent()) {
      return new DetectorOpening.Refused(missing.get());
    }
    return new DetectorOpening.Opened(new HogSession(
        spec, Candidates.of(spec, MIN_SCORE, MAX_OVERLAP, MAX_INSIDE), upscale, step));
  }
}
