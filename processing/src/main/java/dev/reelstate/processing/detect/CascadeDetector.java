package dev.reelstate.processing.detect;

import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Detector;
import dev.reelstate.detection.DetectorModel;
import dev.reelstate.detection.DetectorOpening;
import dev.reelstate.detection.DetectorProblem.Failed;
import dev.reelstate.detection.DetectorProblem.Unavailable;
import dev.reelstate.detection.DetectorProblem.UnsupportedModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Faces, eyes and bodies, found by the cascades that come with OpenCV (<a
 * href="https://doi.org/10.1109/CVPR.2001.990517">Viola and Jones, 2001</a>), or by one of the
 * user's, which is the model then and whose class is the only one of the specification.
 *
 * <p>Settings: {@code cascade}, which of those that come along (frontalface_default); {@code step}
 * between two sizes (1.1, from 1.01 to 2); {@code neighbours}, how many raw windows on one object
 * are needed (3, from 1 to 100). The score of n windows is n / (n + 10).
 */
final class CascadeDetector implements Detector {

  private static final Map<String, String> CLASSES = new TreeMap<>(Map.of(
      "eye", "eye",
      "eye_tree_eyeglasses", "eye",
      "frontalcatface", "cat face",
      "frontalface_alt", "face",
      "frontalface_alt2", "face",
      "frontalface_default", "face",
      "fullbody", "person",
      "lowerbody", "lower body",
      "profileface", "face",
      "upperbody", "upper body"));

  private static final double MAX_OVERLAP = 0.45;

  @Override
  public String name() {
    return "cascade";
  }

  @Override
  public Optional<Unavailable> probe() {
    return OpenCv.missing("opencv_imgproc", "opencv_objdetect");
  }

  @Override
  public DetectorOpening open(DetectionSpec spec) {
    Settings settings = Settings.of(this, spec, Set.of("cascade", "step", "neighbours"));
    String cascade = settings.word("cascade", "frontalface_default", List.copyOf(CLASSES.keySet()));
    double step = settings.number("step", 1.1, 1.01, 2);
    int neighbours = settings.count("neighbours", 3, 1, 100);
    Optional<Unavailable> missing = probe();
    if (missing.isPresent()) {
      return new DetectorOpening.Refused(missing.get());
    }
    DetectorModel model = spec.model();
    try {
      if (model != null && !model.isIntact()) {
        return new DetectorOpening.Refused(
            new UnsupportedModel("The file of the cascade has changed since it was chosen.", null));
      }
      String file = model == null ? OpenCv.cascade(cascade) : model.file().toString();
      String type = spec.classes().isEmpty()
          ? model == null ? CLASSES.getOrDefault(cascade, cascade) : "object"
          : spec.classes().get(0);
      Candidates candidates = Candidates.of(spec, 0, MAX_OVERLAP, 1);
      return CascadeSession.open(spec, candidates, file, type, step, neighbours);
    } catch (IOException e) {
      return new DetectorOpening.Refused(
          new Failed("The file of the cascade cannot be read.", e.toString(), true));
    }
  }
}
