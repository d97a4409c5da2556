package dev.reelstate.processing.detect;

import dev.reelstate.annotation.Box;
import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.DetectorIdentity;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_video;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_video.BackgroundSubtractorMOG2;

/** An open {@link MotionDetector}. */
final class MotionSession extends OpenCvSession {

  private static final String MOTION = "motion";

  /** In a mask, shadows are darker than what moves. */
  private static final double SHADOW = 127;

  private static final int WHITE = 255;

  /** The square that closes gaps and removes specks, in pixels. */
  private static final int SQUARE = 5;

  private final Candidates candidates;
  private final double area;
  private final BackgroundSubtractorMOG2 background;
  private final Mat square;
  private boolean started;

  MotionSession(
      DetectionSpec spec, Candidates candidates, int history, double difference, double area) {
    super(DetectorIdentity.of(spec, OpenCv.library()));
    this.candidates = candidates;
    this.area = area;
    this.background = opencv_video.createBackgroundSubtractorMOG2(history, difference, true);
    try (Size size = new Size(SQUARE, SQUARE)) {
      this.square = opencv_imgproc.getStructuringElement(opencv_imgproc.MORPH_RECT, size);
    }
  }

  @Override
  public boolean remembers() {
    return true;
  }

  @Override
  DetectionOutcome examine(Mat picture) {
    try (Mat mask = new Mat();
        Mat labels = new Mat();
        Mat objects = new Mat();
        Mat centers = new Mat()) {
      background.apply(picture, mask);
      if (!started) {
        started = true;
        return DetectionOutcome.of(List.of());
      }
      opencv_imgproc.threshold(mask, mask, SHADOW, WHITE, opencv_imgproc.THRESH_BINARY);
      opencv_imgproc.morphologyEx(mask, mask, opencv_imgproc.MORPH_OPEN, square);
      opencv_imgproc.morphologyEx(mask, mask, opencv_imgproc.MORPH_CLOSE, square);
      opencv_imgproc.connectedComponentsWithStats(mask, labels, objects, centers);
      return candidates.outcome(moving(objects, area * picture.rows() * picture.cols()));
    }
  }

  /** The first row is what does not move. */
  private List<Detection> moving(Mat objects, double smallest) {
    List<Detection> found = new ArrayList<>();
    try (IntIndexer table = objects.createIndexer()) {
      for (int row = 1; row < objects.rows(); row++) {
        Box box = new Box(
            table.get(row, opencv_imgproc.CC_STAT_LEFT),
            table.get(row, opencv_imgproc.CC_STAT_TOP),
            table.get(row, opencv_imgproc.CC_STAT_WIDTH),
            table.get(row, opencv_imgproc.CC_STAT_HEIGHT));
        double pixels = table.get(row, opencv_imgproc.CC_STAT_AREA);
        if (pixels >= smallest) {
          candidates
              .label(MOTION)
              .ifPresent(label -> found.add(new Detection(label, box, pixels / box.area())));
        }
      }
    }
    return found;
  }

  @Override
  void free() {
    square.close();
    background.close();
  }
}
