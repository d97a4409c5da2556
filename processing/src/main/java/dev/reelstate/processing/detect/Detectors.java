package dev.reelstate.processing.detect;

import dev.reelstate.detection.Detector;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The detectors that come with Reelstate, by name. Thread-safe.
 *
 * <ul>
 *   <li>{@code hog} finds people who stand or walk. Settings: {@code upscale} enlarges pictures
 *       first, so that people are at least 96 pixels tall (1.5); {@code step} between two of the
 *       sizes that are looked for (1.08).
 *   <li>{@code cascade} finds faces, eyes or bodies. Settings: {@code cascade}, the name of one of
 *       OpenCV's (frontalface_default); {@code step} between two sizes (1.1); {@code neighbours},
 *       how many boxes make a detection (3).
 *   <li>{@code motion} finds what moves in front of a fixed camera. Settings: {@code history}, how
 *       many pictures make the background (100); {@code difference} from it, in squared deviations
 *       (16); {@code area}, the least share of the picture (0.001).
 *   <li>{@code onnx} runs a model of the user's. Settings: {@code layout} of its outputs (auto),
 *       {@code size} of its input where it takes any (640), {@code fit} (letterbox or stretch),
 *       {@code pixels} (unit, imagenet or bytes), {@code library} (auto, onnxruntime or opencv).
 * </ul>
 */
public final class Detectors {

  private static final List<Detector> ALL =
      List.of(new HogDetector(), new CascadeDetector(), new MotionDetector(), new OnnxDetector());

  private Detectors() {}

  /** The detector of that name, or empty if none that comes with Reelstate has it. */
  public static Optional<Detector> named(String name) {
    return ALL.stream().filter(detector -> detector.name().equals(name)).findFirst();
  }

  /**
   * The detector of that name.
   *
   * @throws IllegalArgumentException if none that comes with Reelstate has it; the message lists
   *     those that do
   */
  public static Detector get(String name) {
    return named(name)
        .orElseThrow(() -> new IllegalArgumentException("There is no detector \"" + name
            + "\"; there are " + names().stream().collect(Collectors.joining(", ")) + "."));
  }

  /**
   * Makes OpenCV, if it is there, use one thread for each call. It holds for the whole process, so
   * it is for processes that run several detectors side by side and nothing else of OpenCV's; the
   * detections are the same with any number of threads.
   */
  public static void useOneThread() {
    if (OpenCv.missing().isEmpty()) {
      OpenCv.useOneThread();
    }
  }

  /** All names, in the order in which documentation lists them. */
  public static List<String> names() {
    return ALL.stream().map(Detector::name).toList();
  }
}
