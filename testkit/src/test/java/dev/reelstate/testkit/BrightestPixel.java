package dev.reelstate.testkit;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds each pixel whose blue is bright. */
final class BrightestPixel implements Detector {

  static final String NAME = "bright";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<DetectorProblem.Unavailable> probe() {
    return Optional.empty();
  }

  @Override
  public DetectorOpening open(DetectionSpec spec) {
    if (!spec.detector().equals(NAME) || !spec.settings().isEmpty()) {
      throw new IllegalArgumentException(
          "This is " + NAME + ", without settings, not " + spec.detector() + spec.settings() + ".");
    }
    return new DetectorOpening.Opened(new Session(DetectorIdentity.of(spec, "plain-1")));
  }

  private static final class Session implements DetectorSession {

    private final DetectorIdentity identity;
    private boolean closed;

    Session(DetectorIdentity identity) {
      this.identity = identity;
    }

    @Override
    public DetectorIdentity identity() {
      return identity;
    }

    @Override
    public DetectionOutcome detect(Picture picture) {
      if (closed) {
        throw new IllegalStateException("The session is closed.");
      }
      List<Detection> found = new ArrayList<>();
      ByteBuffer pixels = picture.pixels();
      for (int y = 0; y < picture.height(); y++) {
        for (int x = 0; x < picture.width(); x++) {
          int blue = pixels.get(y * picture.stride() + x * Picture.PIXEL) & 0xff;
          if (blue > 127) {
            found.add(new Detection("bright", new Box(x, y, 1, 1), blue / 255.0));
          }
        }
      }
      return DetectionOutcome.of(found);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
