package dev.reelstate.processing.detect;

import dev.reelstate.annotation.Box;
import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.DetectorIdentity;
import dev.reelstate.detection.DetectorOpening;
import dev.reelstate.detection.DetectorProblem.UnsupportedModel;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/** An open {@link CascadeDetector}. */
final class CascadeSession extends OpenCvSession {

  /** The number of windows whose score is one half. */
  private static final double HALF = 10;

  private final Candidates candidates;
  private final CascadeClassifier classifier;
  private final String type;
  private final double step;
  private final int neighbours;

  private CascadeSession(
      DetectionSpec spec,
      Candidates candidates,
      CascadeClassifier classifier,
      String type,
      double step,
      int neighbours) {
    super(DetectorIdentity.of(spec, OpenCv.library()));
    this.candidates = candidates;
    this.classifier = classifier;
    this.type = type;
    this.step = step;
    this.neighbours = neighbours;
  }

  /** Loads the cascade. */
  static DetectorOpening open(
      DetectionSpec spec,
      Candidates candidates,
      String file,
      String type,
      double step,
      int neighbours) {
    CascadeClassifier classifier = new CascadeClassifier();
    if (!loads(classifier, file)) {
      classifier.close();
      return new DetectorOpening.Refused(
          new UnsupportedModel("The file is no cascade of OpenCV's.", file));
    }
    return new DetectorOpening.Opened(
        new CascadeSession(spec, candidates, classifier, type, step, neighbours));
  }

  private static boolean loads(CascadeClassifier classifier, String file) {
    try {
      return classifier.load(file) && !classifier.empty();
    } catch (RuntimeException e) {
      return false; // OpenCV says that it is no XML by an exception
    }
  }

  @Override
  DetectionOutcome examine(Mat picture) {
    List<Detection> found = new ArrayList<>();
    try (Mat grey = new Mat();
        RectVector boxes = new RectVector();
        IntPointer windows = new IntPointer();
        Size smallest = new Size();
        Size largest = new Size()) {
      opencv_imgproc.cvtColor(picture, grey, opencv_imgproc.COLOR_BGR2GRAY);
      opencv_imgproc.equalizeHist(grey, grey);
      classifier.detectMultiScale2(grey, boxes, windows, step, neighbours, 0, smallest, largest);
      for (long i = 0; i < boxes.size(); i++) {
        Rect box = boxes.get(i);
        double score = windows.get(i) / (windows.get(i) + HALF);
        candidates
            .label(type)
            .ifPresent(label -> found.add(
                new Detection(label, new Box(box.x(), box.y(), box.width(), box.height()), score)));
      }
    }
    return candidates.outcome(found);
  }

  @Override
  void free() {
    classifier.close();
  }
}
