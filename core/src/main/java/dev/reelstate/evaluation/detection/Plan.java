package dev.reelstate.evaluation.detection;

import java.util.List;

/**
 * What is matched, and how.
 *
 * @param rule which detection has found which object
 * @param overlap how overlap is measured
 * @param thresholds the least overlaps, at most 32; the last one is that of verdicts
 * @param areas the ranges of areas, the widest first, which is that of verdicts
 * @param limit detections that have found nothing count only if their area is in here
 * @param most how many detections of a class count on a scene, those with the highest scores
 */
public record Plan(
    Rule rule,
    Overlap overlap,
    List<Double> thresholds,
    List<AreaRange> areas,
    AreaRange limit,
    int most) {

  /** Copies the lists. */
  public Plan {
    thresholds = List.copyOf(thresholds);
    areas = List.copyOf(areas);
  }

  /** The position of the threshold of verdicts. */
  public int verdicts() {
    return thresholds.size() - 1;
  }
}
