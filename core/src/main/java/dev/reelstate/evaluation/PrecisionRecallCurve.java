package dev.reelstate.evaluation;

import dev.reelstate.evaluation.detection.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Precision and recall of one class as the score that is asked for goes down. Immutable and
 * thread-safe.
 *
 * @param points one for each detection that counts, the highest score first
 */
public record PrecisionRecallCurve(List<Point> points) {

  /**
   * All detections down to one.
   *
   * @param score the score of the last one
   * @param precision the share of hits among them, from 0 to 1
   * @param recall the share of the objects that they have found, from 0 to 1
   */
  public record Point(double score, double precision, double recall) {}

  /** Copies the list. */
  public PrecisionRecallCurve {
    points = List.copyOf(points);
  }

  /** The curve of a ranking, or empty if there is nothing to find. */
  static Optional<PrecisionRecallCurve> of(Ranking ranking) {
    if (ranking.positives() == 0) {
      return Optional.empty();
    }
    List<Point> points = new ArrayList<>();
    double hits = 0;
    double all = 0;
    for (int at = 0; at < ranking.size(); at++) {
      boolean hit = ranking.isHit(at, ranking.verdicts());
      if (hit || ranking.isAlarm(at, ranking.verdicts())) {
        hits += hit ? 1 : 0;
        all++;
        points.add(new Point(ranking.score(at), hits / all, hits / ranking.positives()));
      }
    }
    return Optional.of(new PrecisionRecallCurve(points));
  }
}
