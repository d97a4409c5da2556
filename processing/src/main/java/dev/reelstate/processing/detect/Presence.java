package dev.reelstate.processing.detect;

import dev.reelstate.detection.DetectorProblem.Unavailable;
import java.util.Optional;

/** Which optional libraries there are, told without a class that refers to theirs. */
final class Presence {

  private static final String ONNX_RUNTIME = "ai.onnxruntime.OrtEnvironment";

  private Presence() {}

  /** Whether a class can be found, without initializing it, which would load natives. */
  static boolean isPresent(String type) {
    return find(type, false).isEmpty();
  }

  /** Why ONNX Runtime cannot be used, or empty if it can, in which case it is loaded. */
  static Optional<Unavailable> missingOnnxRuntime() {
    if (!isPresent(ONNX_RUNTIME)) {
      return Optional.of(new Unavailable(
          "ONNX Runtime is not on the class path; add com.microsoft.onnxruntime:onnxruntime.",
          null));
    }
    return find(ONNX_RUNTIME, true)
        .map(problem -> new Unavailable("ONNX Runtime cannot be loaded here.", problem.toString()));
  }

  /** What happened when a class was looked for, or empty if it is there. */
  private static Optional<Throwable> find(String type, boolean initialize) {
    try {
      Class.forName(type, initialize, Presence.class.getClassLoader());
      return Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.of(e);
    }
  }
}
