package dev.reelstate.processing.proposal;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectorIdentity;
import dev.reelstate.processing.frames.SampledFrame;
import java.util.ArrayList;
import java.util.List;

/** Collects what a detector finds on the frames of one video. Used by one thread. */
final class Proposal {

  private final int width;
  private final int height;
  private final List<AnnotatedFrame> frames = new ArrayList<>();

  /**
   * Begins a proposal.
   *
   * @param width of the video as it is shown, in pixels
   * @param height of the video as it is shown, in pixels
   */
  Proposal(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /**
   * Adds a frame that the detector has looked at.
   *
   * @param detections in pixels of the picture that it was given; empty if there is nothing
   */
  void add(SampledFrame sampled, List<Detection> detections, DetectorIdentity by) {
    List<Annotation> annotations = detections.stream()
        .filter(detection -> !detection.box().isEmpty())
        .map(detection -> new Detection(
                detection.label(),
                scaled(detection.box(), sampled.width(), sampled.height()),
                detection.score())
            .asAnnotation(by.provenance()))
        .toList();
    frames.add(new AnnotatedFrame(sampled.frame(), annotations));
  }

  /** A box in pixels of the video, where the picture was smaller. */
  private Box scaled(Box box, int pictureWidth, int pictureHeight) {
    if (pictureWidth == width && pictureHeight == height) {
      return box;
    }
    double across = (double) width / pictureWidth;
    double down = (double) height / pictureHeight;
    return new Box(box.x() * across, box.y() * down, box.width() * across, box.height() * down);
  }

  /** All frames that were looked at. */
  GroundTruth content() {
    return new GroundTruth(frames);
  }
}
