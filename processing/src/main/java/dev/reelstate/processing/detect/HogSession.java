package dev.reelstate.processing.detect;

import dev.reelstate.annotation.Box;
import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.DetectorIdentity;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.HOGDescriptor;

/**
 * An open {@link HogDetector}.
 *
 * <p>Implementation notes.
 *
 * <p><b>Order.</b> OpenCV's own grouping depends on the order in which its threads find things, so
 * all raw windows are taken, ordered and suppressed here.
 *
 * <p><b>Calibration.</b> A window is 64 by 128 pixels around a person of about 96. On footage where
 * people were measured, a person is 0.77 of the window's height, and 0.38 of that wide.
 *
 * <p><b>Two passes.</b> A window has to fit into the picture, but the one around a person who fills
 * the picture does not. People who are tall in the picture are therefore sought in a second pass,
 * with a frame around the picture that repeats its edges. Since they are large, a small copy of the
 * picture suffices, and the frame costs next to nothing.
 *
 * <p><b>Grey.</b> Small people are sought without colours: there are fewer false alarms then on the
 * footage that this was tuned on, and a tenth of the time is saved. Large ones are found more
 * surely with them.
 */
final class HogSession extends OpenCvSession {

  private static final String PERSON = "person";
  private static final int WINDOW = 128;
  private static final int STRIDE = 8;

  /** What a person is of a window, in height, and the width of a person of that height. */
  private static final double HEIGHT = 0.77;

  private static final double ASPECT = 0.38;

  /** How high the copy for the second pass is, in pixels, and the frame on each of its sides. */
  private static final int COPY_HEIGHT = 173;

  private static final double FRAME = 0.25;

  private static final double COPY_STEP = 1.02;

  /** More sizes than any picture has. */
  private static final int MAX_SIZES = 1000;

  /** A score that no window reaches from below, whose distance is still a number. */
  private static final double SMALLEST = 1e-4;

  private final Candidates candidates;
  private final double upscale;
  private final double step;
  private final HOGDescriptor hog;

  HogSession(DetectionSpec spec, Candidates candidates, double upscale, double step) {
    super(DetectorIdentity.of(spec, OpenCv.library()));
    this.candidates = candidates;
    this.upscale = upscale;
    this.step = step;
    this.hog = new HOGDescriptor();
    try (FloatPointer people = HOGDescriptor.getDefaultPeopleDetector();
        Mat weights = new Mat(people)) {
      hog.setSVMDetector(weights);
    }
  }

  @Override
  DetectionOutcome examine(Mat picture) {
    List<Detection> people = new ArrayList<>();
    candidates.label(PERSON).ifPresent(label -> {
      double copy = Math.min(upscale, (double) COPY_HEIGHT / picture.rows());
      // The second pass begins with the size at which the first one ends.
      int sizes = (int) Math.ceil(Math.log(upscale / copy) / Math.log(step));
      try (Mat grey = new Mat()) {
        opencv_imgproc.cvtColor(picture, grey, opencv_imgproc.COLOR_BGR2GRAY);
        search(new Pass(upscale, 0, step, sizes), grey, label, people);
      }
      search(new Pass(copy, FRAME, COPY_STEP, MAX_SIZES), picture, label, people);
    });
    return candidates.outcome(people);
  }

  /**
   * One pass over a picture.
   *
   * @param scale of the copy that is looked at
   * @param frame around it, as a part of its height
   * @param step between two sizes of people
   * @param sizes how many sizes there are at most
   */
  private record Pass(double scale, double frame, double step, int sizes) {

    int scaled(int length) {
      return Math.max(1, (int) Math.round(length * scale));
    }

    int frame(int height) {
      return (int) Math.round(scaled(height) * frame);
    }
  }

  private void search(Pass pass, Mat picture, String label, List<Detection> people) {
    int frame = pass.frame(picture.rows());
    try (Mat copy = copy(pass, picture, frame);
        RectVector windows = new RectVector();
        DoublePointer distances = new DoublePointer();
        Size stride = new Size(STRIDE, STRIDE);
        Size padding = new Size(0, 0)) {
      if (pass.sizes() == 0 || copy.rows() < WINDOW || copy.cols() < WINDOW / 2) {
        return;
      }
      hog.nlevels(pass.sizes());
      hog.detectMultiScale(
          copy,
          windows,
          distances,
          distance(candidates.minScore()),
          stride,
          padding,
          pass.step(),
          0,
          false);
      for (long i = 0; i < windows.size(); i++) {
        double score = 1 / (1 + Math.exp(-distances.get(i)));
        Box person = person(windows.get(i), frame, pass.scale());
        people.add(new Detection(label, person, score));
      }
    }
  }

  private static Mat copy(Pass pass, Mat picture, int frame) {
    int how = pass.scale() < 1 ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
    Mat framed = new Mat();
    try (Mat scaled = new Mat();
        Size size = new Size(pass.scaled(picture.cols()), pass.scaled(picture.rows()))) {
      opencv_imgproc.resize(picture, scaled, size, 0, 0, how);
      opencv_core.copyMakeBorder(
          scaled, framed, frame, frame, frame, frame, opencv_core.BORDER_REPLICATE);
    }
    return framed;
  }

  /** The person in a window of a copy, in pixels of the picture. */
  private static Box person(Rect window, int frame, double scale) {
    double height = window.height() * HEIGHT / scale;
    double width = height * ASPECT;
    double centerX = (window.x() + window.width() / 2.0 - frame) / scale;
    double centerY = (window.y() + window.height() / 2.0 - frame) / scale;
    return new Box(centerX - width / 2, centerY - height / 2, width, height);
  }

  /** The distance from the classifier's plane that has this score. */
  private static double distance(double score) {
    double bounded = Math.min(Math.max(score, SMALLEST), 1 - SMALLEST);
    return Math.log(bounded / (1 - bounded));
  }

  @Override
  void free() {
    hog.close();
  }
}
