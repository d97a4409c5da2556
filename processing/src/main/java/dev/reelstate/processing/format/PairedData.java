package dev.reelstate.processing.format;

import dev.reelstate.evaluation.Sequence;
import java.util.List;
import java.util.Objects;

/**
 * Truth and detections, ready to be scored. Immutable and thread-safe.
 *
 * @param sequences a sequence for each video and for each still image, every frame of the truth
 *     being a scene
 * @param losses what takes no part in scoring, such as detections on frames that the truth does not
 *     cover
 */
public record PairedData(List<Sequence> sequences, LossReport losses) {

  /** Copies the list. */
  public PairedData {
    sequences = List.copyOf(sequences);
    Objects.requireNonNull(losses, "losses");
  }

  /**
   * Pairs truth with detections.
   *
   * <p>Still images come in the order of their IDs if all of these are numbers, as the COCO tools
   * score them, and else in the order of the truth. Frames of a video come in the order of their
   * numbers. Within a frame, objects keep their order.
   *
   * @throws IllegalArgumentException if a detection has no score, or two images of the truth cannot
   *     be told apart by what pairs them
   */
  public static PairedData of(LabelledData truth, LabelledData detections, Pairing pairing) {
    return new ScenePairs(truth, detections, pairing).pair();
  }
}
