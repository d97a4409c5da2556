package dev.reelstate.evaluation.tracking;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Trait;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.matching.BestPairs;
import dev.reelstate.evaluation.matching.Overlap;
import dev.reelstate.evaluation.matching.Pairs;
import java.util.function.ObjIntConsumer;

/**
 * Finds the detections that lie on objects that count neither way, as MOTChallenge does with its
 * distractors: all objects and detections of a scene are matched, regardless of class, for the
 * greatest total overlap of pairs that overlap by at least half.
 */
final class IgnoredObjects {

  private static final double OVERLAP = 0.5;

  private IgnoredObjects() {}

  static boolean isIgnored(Annotation object) {
    return object.traits().contains(Trait.IGNORE) || object.traits().contains(Trait.CROWD);
  }

  /** Tells of each pair of an ignored object and the detection on it. */
  static void match(Scene scene, ObjIntConsumer<Pairs> pairs) {
    if (scene.detections().isEmpty()
        || scene.truth().stream().noneMatch(IgnoredObjects::isIgnored)) {
      return;
    }
    Pairs overlaps = Overlap.of(
        scene.truth().stream().map(Annotation::box).toList(),
        scene.detections().stream().map(Detection::box).toList());
    double[] weights = overlaps.values();
    for (int pair = 0; pair < weights.length; pair++) {
      weights[pair] = weights[pair] < OVERLAP - Overlap.ROUNDING ? 0 : weights[pair];
    }
    for (int pair : BestPairs.choose(overlaps, weights)) {
      if (pair >= 0 && isIgnored(scene.truth().get(overlaps.row(pair)))) {
        pairs.accept(overlaps, pair);
      }
    }
  }
}
