package dev.reelstate.processing.media.still;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.DetectionOutcome.Found;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.DetectorOpening;
import dev.reelstate.detection.DetectorOpening.Opened;
import dev.reelstate.detection.DetectorSession;
import dev.reelstate.detection.Picture;
import dev.reelstate.processing.detect.Detectors;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for faces with a cascade of OpenCV's, where OpenCV is on the class path. Used by one
 * thread.
 */
final class Faces implements AutoCloseable {

  private static final DetectionSpec SPEC = DetectionSpec.of("cascade")
      .withSetting("cascade", "frontalface_alt2")
      .withSetting("step", "1.2")
      .withSetting("neighbours", "5");

  private final @Nullable DetectorSession session;
  private int pictures;

  private Faces(@Nullable DetectorSession session) {
    this.session = session;
  }

  /** Loads OpenCV and the cascade; without them, no faces are looked for. */
  static Faces open() {
    DetectorOpening opening = Detectors.get("cascade").open(SPEC);
    return new Faces(opening instanceof Opened opened ? opened.session() : null);
  }

  /** Whether faces are looked for. */
  boolean present() {
    return session != null;
  }

  /** The faces in a picture, as shares of its area; the caller keeps ownership. */
  List<Double> in(AVFrame picture) {
    if (session == null) {
      return List.of();
    }
    DetectionOutcome outcome = session.detect(grey(picture));
    double area = (double) picture.width() * picture.height();
    return outcome instanceof Found found
        ? found.detections().stream()
            .map(Detection::box)
            .map(box -> box.width() * box.height() / area)
            .toList()
        : List.of();
  }

  private Picture grey(AVFrame picture) {
    int width = picture.width();
    int height = picture.height();
    byte[] row = new byte[width];
    ByteBuffer pixels = ByteBuffer.allocateDirect(width * height * Picture.PIXEL);
    BytePointer luma = picture.data(0);
    for (int y = 0; y < height; y++) {
      luma.position((long) y * picture.linesize(0)).get(row);
      for (byte value : row) {
        pixels.put(value).put(value).put(value);
      }
    }
    return new Picture(
        FrameRef.of(pictures++, Duration.ZERO),
        width,
        height,
        width * Picture.PIXEL,
        pixels.flip());
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
  }
}
