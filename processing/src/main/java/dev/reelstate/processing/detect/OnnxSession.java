package dev.reelstate.processing.detect;

import dev.reelstate.annotation.Box;
import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.DetectorIdentity;
import dev.reelstate.detection.DetectorOpening;
import dev.reelstate.detection.DetectorProblem.Failed;
import dev.reelstate.detection.DetectorSession;
import dev.reelstate.detection.Picture;
import dev.reelstate.processing.detect.Network.InputSize;
import dev.reelstate.processing.detect.Network.NetworkException;
import dev.reelstate.processing.detect.OutputLayout.Raw;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** An open {@link OnnxDetector}. Not thread-safe. */
final class OnnxSession implements DetectorSession {

  private static final double MIN_SCORE = 0.25;
  private static final double MAX_OVERLAP = 0.45;

  private final DetectorIdentity identity;
  private final OnnxOptions options;
  private final Network network;
  private final ClassNames names;
  private final Candidates candidates;
  private final InputSize input;
  private final FloatBuffer planes;
  private final OutputLayout layout;
  private boolean closed;

  private OnnxSession(DetectionSpec spec, OnnxOptions options, Network network)
      throws UnsupportedModelException, NetworkException {
    this.identity = DetectorIdentity.of(spec, network.library());
    this.options = options;
    this.network = network;
    this.names = ClassNames.of(spec, network.metadata());
    this.candidates = Candidates.of(spec, MIN_SCORE, MAX_OVERLAP, 1);
    this.input = options.input(network.input());
    this.planes = ByteBuffer.allocateDirect(3 * input.width() * input.height() * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
    this.layout = layout(network.run(planes, input));
  }

  /** Opens a session, which owns the network; runs it once, to see what its outputs are like. */
  static DetectorOpening open(DetectionSpec spec, OnnxOptions options, Network network) {
    boolean good = false;
    try {
      OnnxSession session = new OnnxSession(spec, options, network);
      good = true;
      return new DetectorOpening.Opened(session);
    } catch (UnsupportedModelException e) {
      return new DetectorOpening.Refused(e.problem());
    } catch (NetworkException e) {
      return new DetectorOpening.Refused(
          new UnsupportedModelException("The model fails on a black picture.", e.getCause())
              .problem());
    } finally {
      if (!good) {
        network.close();
      }
    }
  }

  private OutputLayout layout(List<Tensor> outputs) throws UnsupportedModelException {
    OutputLayout asked = options.layout();
    if (asked == null) {
      return OutputLayout.of(outputs, names.count());
    }
    if (!asked.fits(outputs, names.count())) {
      throw OutputLayout.unsupported(outputs, names.count());
    }
    return asked;
  }

  @Override
  public DetectorIdentity identity() {
    return identity;
  }

  @Override
  public DetectionOutcome detect(Picture picture) {
    if (closed) {
      throw new IllegalStateException("The session of " + identity.detector() + " is closed.");
    }
    Letterbox fit = options.fit(picture, input);
    fit.draw(picture, options.normalization(), planes);
    try {
      List<Tensor> outputs = network.run(planes, input);
      if (!layout.fits(outputs, names.count())) {
        throw OutputLayout.unsupported(outputs, names.count());
      }
      List<Detection> found = new ArrayList<>();
      for (Raw raw : layout.read(outputs, names.count(), candidates.minScore())) {
        if (isUsable(raw)) {
          candidates
              .label(names.name(raw.type()))
              .ifPresent(label ->
                  found.add(new Detection(label, box(raw, fit), Math.min(raw.score(), 1))));
        }
      }
      return candidates.outcome(found);
    } catch (UnsupportedModelException e) {
      return e.problem();
    } catch (NetworkException e) {
      return new Failed("The model failed on a picture.", e.toString(), false);
    }
  }

  /** Not a row of nonsense, such as half-precision arithmetic yields. */
  private static boolean isUsable(Raw raw) {
    return raw.width() > 0
        && raw.height() > 0
        && Double.isFinite(raw.x() + raw.y() + raw.width() + raw.height())
        && raw.score() >= 0
        && raw.type() >= 0;
  }

  private Box box(Raw raw, Letterbox fit) {
    double unitX = layout.isRelative() ? input.width() : 1;
    double unitY = layout.isRelative() ? input.height() : 1;
    return fit.back(raw.x() * unitX, raw.y() * unitY, raw.width() * unitX, raw.height() * unitY);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      network.close();
    }
  }
}
