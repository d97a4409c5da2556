package dev.reelstate.processing.detect;

import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.DetectorIdentity;
import dev.reelstate.detection.DetectorSession;
import dev.reelstate.detection.Picture;
import org.bytedeco.opencv.opencv_core.Mat;

/** A session of one of OpenCV's detectors. Not thread-safe. */
abstract class OpenCvSession implements DetectorSession {

  private final DetectorIdentity identity;
  private boolean closed;

  OpenCvSession(DetectorIdentity identity) {
    this.identity = identity;
  }

  /** Looks at a picture, which is neither changed nor kept. */
  abstract DetectionOutcome examine(Mat picture);

  /** Frees what the session holds; called once. */
  abstract void free();

  @Override
  public final DetectorIdentity identity() {
    return identity;
  }

  @Override
  public final DetectionOutcome detect(Picture picture) {
    if (closed) {
      throw new IllegalStateException("The session of " + identity.detector() + " is closed.");
    }
    try (OpenCv.View view = OpenCv.View.of(picture)) {
      return examine(view.mat());
    } catch (RuntimeException e) {
      if (e.getClass() != RuntimeException.class) {
        throw e; // a mistake of ours: what OpenCV throws has no class of its own
      }
      return OpenCv.failed(e);
    }
  }

  @Override
  public final void close() {
    if (!closed) {
      closed = true;
      free();
    }
  }
}
