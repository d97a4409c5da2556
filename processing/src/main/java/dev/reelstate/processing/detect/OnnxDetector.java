package dev.reelstate.processing.detect;

import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Detector;
import dev.reelstate.detection.DetectorModel;
import dev.reelstate.detection.DetectorOpening;
import dev.reelstate.detection.DetectorProblem.Failed;
import dev.reelstate.detection.DetectorProblem.Unavailable;
import dev.reelstate.detection.DetectorProblem.UnsupportedModel;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model of the user's in an ONNX file, run by ONNX Runtime, or by OpenCV where that is missing.
 *
 * <p>Settings: {@code layout} of the outputs (auto), {@code size} of the input where the model
 * takes any and does not say (640), {@code fit} (letterbox or stretch), {@code pixels} (unit,
 * imagenet or bytes), {@code library} (auto, onnxruntime or opencv). The names of the classes are
 * those of the specification, or those that Ultralytics' exports contain.
 */
final class OnnxDetector implements Detector {

  static final String AUTO = "auto";
  static final String RUNTIME = "onnxruntime";
  static final String OPENCV = "opencv";

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public Optional<Unavailable> probe() {
    return missing(AUTO);
  }

  private static Optional<Unavailable> missing(String library) {
    Optional<Unavailable> runtime = Presence.missingOnnxRuntime();
    if (library.equals(RUNTIME) || (library.equals(AUTO) && runtime.isEmpty())) {
      return runtime;
    }
    Optional<Unavailable> opencv = OpenCv.missing("opencv_dnn");
    return library.equals(AUTO) && opencv.isPresent() ? runtime : opencv;
  }

  @Override
  public DetectorOpening open(DetectionSpec spec) {
    Settings settings =
        Settings.of(this, spec, Set.of("layout", "size", "fit", "pixels", "library"));
    String library = settings.word("library", AUTO, List.of(AUTO, RUNTIME, OPENCV));
    OnnxOptions options = OnnxOptions.of(settings);
    Optional<Unavailable> missing = missing(library);
    if (missing.isPresent()) {
      return new DetectorOpening.Refused(missing.get());
    }
    DetectorModel model = spec.model();
    if (model == null) {
      return new DetectorOpening.Refused(
          new UnsupportedModel("The detector onnx needs the file of a model.", null));
    }
    try {
      if (!model.isIntact()) {
        return new DetectorOpening.Refused(new UnsupportedModel(
            "The file of the model has changed since it was chosen.",
            model.file().toString()));
      }
      boolean opencv = library.equals(OPENCV) || Presence.missingOnnxRuntime().isPresent();
      Network network =
          opencv ? OpenCvNetwork.load(model.file()) : OnnxRuntimeNetwork.load(model.file());
      return OnnxSession.open(spec, options, network);
    } catch (UnsupportedModelException e) {
      return new DetectorOpening.Refused(e.problem());
    } catch (NoSuchFileException e) {
      return new DetectorOpening.Refused(
          new UnsupportedModel("The file of the model does not exist.", e.getMessage()));
    } catch (IOException e) {
      return new DetectorOpening.Refused(
          new Failed("The file of the model cannot be read.", e.toString(), true));
    }
  }
}
