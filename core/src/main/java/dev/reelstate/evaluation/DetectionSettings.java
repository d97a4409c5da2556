package dev.reelstate.evaluation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How detections are scored. Immutable and thread-safe.
 *
 * @param protocol the rules and the figures
 * @param interpolation how precision is averaged
 * @param pixelInclusive whether a box covers one pixel more in width and height than it says,
 *     because its right and lower edges are pixels that belong to it; the usual boxes are
 *     continuous
 * @param overlap the least intersection over union of a hit, above 0 and at most 1: for precision,
 *     recall, F1, the ledger, the confusion matrix and the curves, and for VOC for the average
 *     precision too; COCO averages from 0.5 to 0.95 whatever this is
 * @param score the least score of a detection that counts for precision, recall, F1, the ledger and
 *     the confusion matrix, finite; averages and curves use all scores
 */
public record DetectionSettings(
    Protocol protocol,
    Interpolation interpolation,
    boolean pixelInclusive,
    double overlap,
    double score) {

  /** Rules by which detections find objects, and the figures that go with them. */
  public enum Protocol {
    /** As pycocotools 2.0.11 does, with its twelve figures. */
    COCO,
    /** As the development kit of Pascal VOC does: the average precision at one overlap. */
    VOC;

    /** The name on the wire: the constant in lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How precision is averaged over recall. */
  public enum Interpolation {
    /** At 101 recalls: 0, 0.01, 0.02 and so on, as COCO does. */
    POINTS_101("101-point"),
    /** At 11 recalls: 0, 0.1, 0.2 and so on, as VOC did up to 2009. */
    POINTS_11("11-point"),
    /** At every recall that occurs: the area under the curve, as VOC does since 2010. */
    ALL_POINTS("all-point");

    private final String wireName;

    Interpolation(String wireName) {
      this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
      return wireName;
    }
  }

  /**
   * Checks the thresholds.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public DetectionSettings {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(interpolation, "interpolation");
    if (!(overlap > 0 && overlap <= 1)) {
      throw new IllegalArgumentException(
          "An overlap must be above 0 and at most 1, but is " + overlap + ".");
    }
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException("A score must be finite, but is " + score + ".");
    }
  }

  /** COCO's figures; verdicts at an overlap of 0.5 and a score of 0.5. */
  public static DetectionSettings coco() {
    return new DetectionSettings(Protocol.COCO, Interpolation.POINTS_101, false, 0.5, 0.5);
  }

  /**
   * The average precision of VOC over all recalls, with continuous boxes; verdicts at a score of
   * 0.5.
   *
   * @param overlap the least intersection over union of a hit, above 0 and at most 1; VOC uses 0.5
   */
  public static DetectionSettings voc(double overlap) {
    return new DetectionSettings(Protocol.VOC, Interpolation.ALL_POINTS, false, overlap, 0.5);
  }

  /** A copy that averages differently. */
  public DetectionSettings withInterpolation(Interpolation newInterpolation) {
    return new DetectionSettings(protocol, newInterpolation, pixelInclusive, overlap, score);
  }

  /** A copy with boxes whose right and lower edges are pixels that belong to them, or not. */
  public DetectionSettings withPixelInclusive(boolean newPixelInclusive) {
    return new DetectionSettings(protocol, interpolation, newPixelInclusive, overlap, score);
  }

  /** A copy with a different overlap, above 0 and at most 1. */
  public DetectionSettings withOverlap(double newOverlap) {
    return new DetectionSettings(protocol, interpolation, pixelInclusive, newOverlap, score);
  }

  /** A copy with a different score. */
  public DetectionSettings withScore(double newScore) {
    return new DetectionSettings(protocol, interpolation, pixelInclusive, overlap, newScore);
  }

  /** The settings by name, in a fixed order. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("protocol", protocol.wireName());
    parameters.put("interpolation", interpolation.wireName());
    parameters.put("boxes", pixelInclusive ? "pixel-inclusive" : "continuous");
    if (protocol == Protocol.COCO) {
      parameters.put("overlaps", "0.5 to 0.95 by 0.05");
      parameters.put("detections", "1, 10, 100");
      parameters.put("areas", "small up to 32^2, medium up to 96^2, large up to 100000^2");
    }
    parameters.put("overlap", Double.toString(overlap));
    parameters.put("score", Double.toString(score));
    return parameters;
  }
}
