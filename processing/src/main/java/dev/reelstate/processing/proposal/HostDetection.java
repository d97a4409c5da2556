package dev.reelstate.processing.proposal;

import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Detector;
import dev.reelstate.detection.DetectorIdentity;
import dev.reelstate.detection.DetectorOpening;
import dev.reelstate.detection.DetectorProblem;
import dev.reelstate.detection.DetectorSession;
import dev.reelstate.detection.Picture;
import dev.reelstate.processing.engine.Thrown;
import dev.reelstate.processing.frames.SampledPictures;
import dev.reelstate.spi.StepException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * Has a detector of the host's look at pictures, in the host's process. Whatever the detector does
 * wrong becomes a failure of its own.
 */
final class HostDetection {

  private final Detector detector;
  private final DetectionSpec spec;

  HostDetection(Detector detector, DetectionSpec spec) {
    this.detector = detector;
    this.spec = spec;
  }

  /**
   * Looks at all pictures.
   *
   * @param into receives what is found
   * @param progress told how many pictures are done
   * @return who has detected
   * @throws StepException with the code of the detector's problem
   */
  DetectorIdentity run(SampledPictures pictures, Proposal into, IntConsumer progress)
      throws StepException, IOException, InterruptedException {
    DetectorOpening opening = asking("open", () -> detector.open(spec));
    if (opening instanceof DetectorOpening.Refused refused) {
      throw new StepException(refused.problem().asFailure());
    }
    try (Closing closing = new Closing(((DetectorOpening.Opened) opening).session())) {
      DetectorSession session = closing.session();
      DetectorIdentity identity = asking("name itself", session::identity);
      for (int i = 0; i < pictures.size(); i++) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        Picture picture = pictures.read(i);
        DetectionOutcome outcome = asking("look at a picture", () -> session.detect(picture));
        into.add(pictures.frame(i), detections(outcome), identity);
        progress.accept(i + 1);
      }
      return identity;
    }
  }

  private static List<Detection> detections(DetectionOutcome outcome) throws StepException {
    if (outcome instanceof DetectionOutcome.Found found) {
      return found.detections();
    }
    if (outcome instanceof DetectorProblem problem) {
      throw new StepException(problem.asFailure());
    }
    return List.of();
  }

  /** A call of the detector, which may throw anything. */
  @FunctionalInterface
  private interface Call<T> {
    T make() throws Exception;
  }

  private <T> T asking(String what, Call<T> call) throws StepException, InterruptedException {
    try {
      return Objects.requireNonNull(call.make(), "it answered null");
    } catch (InterruptedException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw failed(what, e, false);
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      throw failed(what, e, true);
    }
  }

  private StepException failed(String what, Throwable thrown, boolean retryable) {
    String message =
        "The detector \"" + spec.detector() + "\" failed when it was asked to " + what + ".";
    Failure failure = retryable
        ? Failure.retryable(FailureCode.DETECTOR_FAILED, message)
        : Failure.permanent(FailureCode.DETECTOR_FAILED, message);
    return new StepException(failure.withDetail(Thrown.describe(thrown)), Thrown.printable(thrown));
  }

  /** Closes a session; a fault in closing it fails the task, as one in looking does. */
  private record Closing(DetectorSession session) implements AutoCloseable {

    @Override
    public void close() throws StepException {
      try {
        session.close();
      } catch (RuntimeException | LinkageError e) {
        throw new StepException(
            Failure.retryable(
                    FailureCode.DETECTOR_FAILED, "The detector could not be closed after its work.")
                .withDetail(Thrown.describe(e)),
            Thrown.printable(e));
      }
    }
  }
}
