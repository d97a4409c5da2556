package dev.reelstate.processing.worker;

import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.Detector;
import dev.reelstate.detection.DetectorOpening;
import dev.reelstate.detection.DetectorProblem;
import dev.reelstate.detection.DetectorSession;
import dev.reelstate.processing.detect.Detectors;
import dev.reelstate.processing.frames.SampledPictures;
import dev.reelstate.processing.worker.WorkerMessage.Detect;
import dev.reelstate.processing.worker.WorkerMessage.Detected;
import dev.reelstate.processing.worker.WorkerMessage.Failed;
import dev.reelstate.processing.worker.WorkerMessage.Looked;
import dev.reelstate.processing.worker.WorkerMessage.Reply;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Detection in a worker, by the detectors that come with Reelstate. */
final class WorkerDetection {

  /** Progress is told a few times a second, however fast the detector is. */
  private static final long TELL_AFTER = TimeUnit.MILLISECONDS.toNanos(200);

  private final Detect request;
  private final Consumer<Reply> progress;
  private long told = System.nanoTime();

  WorkerDetection(Detect request, Consumer<Reply> progress) {
    this.request = request;
    this.progress = progress;
  }

  /** Looks at all pictures, and leaves what was found in the output folder. */
  Reply run() {
    Optional<Detector> detector = Detectors.named(request.spec().detector());
    if (detector.isEmpty()) {
      return failed(Failure.permanent(
          FailureCode.DETECTOR_UNAVAILABLE,
          "No detector \"" + request.spec().detector() + "\" comes with Reelstate."));
    }
    try {
      return opened(detector.get().open(request.spec()));
    } catch (IllegalArgumentException e) {
      return failed(Failure.permanent(FailureCode.DETECTOR_FAILED, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      return failed(Failure.retryable(
              FailureCode.STORAGE_UNAVAILABLE, "The sampled frames could not be read.")
          .withDetail(e.toString()));
    }
  }

  private Reply opened(DetectorOpening opening) throws IOException {
    if (opening instanceof DetectorOpening.Refused refused) {
      return failed(refused.problem().asFailure());
    }
    try (DetectorSession session = ((DetectorOpening.Opened) opening).session();
        SampledPictures pictures = SampledPictures.open(request.pictures())) {
      List<List<Detection>> found = new ArrayList<>();
      for (int i = 0; i < pictures.size(); i++) {
        DetectionOutcome outcome = session.detect(pictures.read(i));
        if (outcome instanceof DetectorProblem problem) {
          return failed(problem.asFailure());
        }
        found.add(outcome instanceof DetectionOutcome.Found some ? some.detections() : List.of());
        tell(i + 1);
      }
      new DetectedPictures(session.identity(), found).write(request.outputFolder());
    }
    return new Detected(request.ticket());
  }

  private void tell(int pictures) {
    if (System.nanoTime() - told >= TELL_AFTER) {
      told = System.nanoTime();
      progress.accept(new Looked(request.ticket(), pictures));
    }
  }

  private Reply failed(Failure failure) {
    return new Failed(request.ticket(), failure);
  }
}
