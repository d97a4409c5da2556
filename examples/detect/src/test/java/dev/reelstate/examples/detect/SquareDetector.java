package dev.reelstate.examples.detect;

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
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Finds the bright square in a dark picture. */
final class SquareDetector implements Detector {

  private static final int BRIGHT = 128;

  @Override
  public String name() {
    return "square";
  }

  @Override
  public Optional<DetectorProblem.Unavailable> probe() {
    return Optional.empty();
  }

  @Override
  public DetectorOpening open(DetectionSpec spec) {
    if (spec.settings().containsKey("broken")) {
      return new DetectorOpening.Refused(
          new DetectorProblem.Unavailable("Squares need org.example:squares:1.0.", null));
    }
    return new DetectorOpening.Opened(new Session(DetectorIdentity.of(spec, "test-1")));
  }

  /** Looks for the edges of what is bright. */
  private record Session(DetectorIdentity identity) implements DetectorSession {

    @Override
    public DetectionOutcome detect(Picture picture) {
      int left = picture.width();
      int right = -1;
      int top = picture.height();
      int bottom = -1;
      ByteBuffer pixels = picture.pixels();
      int begin = pixels.position();
      for (int y = 0; y < picture.height(); y++) {
        for (int x = 0; x < picture.width(); x++) {
          if ((pixels.get(begin + y * picture.stride() + x * Picture.PIXEL) & 0xFF) > BRIGHT) {
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
          }
        }
      }
      return DetectionOutcome.of(
          right < 0
              ? List.of()
              : List.of(new Detection(
                  "square", new Box(left, top, right - left + 1, bottom - top + 1), 0.9)));
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
