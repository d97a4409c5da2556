package dev.reelstate.processing.proposal;

import dev.reelstate.StoredText;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Detector;
import dev.reelstate.detection.DetectorIdentity;
import dev.reelstate.processing.detect.Detectors;
import dev.reelstate.processing.frames.SampledPictures;
import dev.reelstate.processing.worker.DetectedPictures;
import dev.reelstate.processing.worker.Json;
import dev.reelstate.processing.worker.WorkerPool;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.StepResult;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Has a detector look at the sampled frames, and saves what it finds as a draft. Nothing is saved
 * before it has looked at all of them, so a detector that has a problem leaves no trace but the
 * failure; and the same frames make the same draft, however often the task is begun.
 */
public final class DetectStep implements Step {

  /** The name of the step. */
  public static final String NAME = "detect";

  /** The longest name of a library that is believed. */
  private static final int LONGEST_NAME = 100;

  private final WorkerPool workers;
  private final MediaStorage storage;
  private final GroundTruthCatalog groundTruth;
  private final Map<String, Detector> detectors;

  /**
   * Creates the step.
   *
   * @param workers where the detectors that come with Reelstate run
   * @param detectors those of the host, by name
   */
  public DetectStep(
      WorkerPool workers,
      MediaStorage storage,
      GroundTruthCatalog groundTruth,
      Map<String, Detector> detectors) {
    this.workers = workers;
    this.storage = storage;
    this.groundTruth = groundTruth;
    this.detectors = Map.copyOf(detectors);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StepResult run(StepContext context)
      throws StepException, IOException, InterruptedException {
    DetectionSpec spec = Json.read(context.claim().input(), DetectionSpec.class);
    VideoTrack track = Optional.ofNullable(context.video().media())
        .flatMap(MediaInfo::video)
        .orElseThrow(() -> new StepException(withoutFrames()));
    Proposal proposal = new Proposal(track.width(), track.height());
    DetectorIdentity by = detect(context, spec, proposal);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    groundTruth.save(context.video().id(), proposal.content(), ReviewState.DRAFT, by.toString());
    return StepResult.done();
  }

  private DetectorIdentity detect(StepContext context, DetectionSpec spec, Proposal proposal)
      throws StepException, IOException, InterruptedException {
    Detector detector = detectors.get(spec.detector());
    if (detector == null && Detectors.named(spec.detector()).isEmpty()) {
      throw new StepException(unknown(spec));
    }
    try (SampledPictures pictures = SampledPictures.of(context)) {
      int all = pictures.size();
      if (all == 0) {
        throw new StepException(withoutFrames());
      }
      return detector == null
          ? inWorker(context, spec, pictures, proposal)
          : new HostDetection(detector, spec)
              .run(pictures, proposal, done -> context.progress((double) done / all));
    }
  }

  private DetectorIdentity inWorker(
      StepContext context, DetectionSpec spec, SampledPictures pictures, Proposal proposal)
      throws StepException, IOException, InterruptedException {
    DetectedPictures found = workers.detect(
        pictures.files(),
        spec,
        context.outputFolder(),
        new DetectMonitor(context, storage, pictures.size()));
    String library = found.by().library();
    DetectorIdentity by = DetectorIdentity.of(spec, library);
    boolean trusted = found.by().equals(by)
        && library.length() <= LONGEST_NAME
        && library.equals(StoredText.cleaned(library))
        && found.pictures().size() == pictures.size();
    if (!trusted) {
      throw new StepException(untrusted());
    }
    for (int i = 0; i < pictures.size(); i++) {
      proposal.add(pictures.frame(i), found.pictures().get(i), by);
    }
    return by;
  }

  private static Failure untrusted() {
    return Failure.permanent(
        FailureCode.WORKER_UNTRUSTED,
        "The worker answered for another detector or other pictures than it was given.");
  }

  /** Another node may know the detector. */
  private static Failure unknown(DetectionSpec spec) {
    return Failure.retryable(
        FailureCode.DETECTOR_UNAVAILABLE,
        "No detector \"" + spec.detector()
            + "\" is registered with the application that runs this task; register it, and process"
            + " the video again.");
  }

  private static Failure withoutFrames() {
    return Failure.permanent(
        FailureCode.OBJECT_MISSING,
        "There are no frames to look at: none were kept when the video was rendered. Process it"
            + " again.");
  }
}
