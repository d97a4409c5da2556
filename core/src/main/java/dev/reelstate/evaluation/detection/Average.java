package dev.reelstate.evaluation.detection;

/** The average precision of a curve. */
public interface Average {

  /**
   * Averages the precision over recall; where precision falls and rises again, the higher one of
   * what follows counts.
   *
   * @param positives how many objects there are to find, at least 1
   * @return from 0 to 1
   */
  double of(Curve curve, double positives);

  /** Over recalls at equal distances from 0 to 1, both included. */
  static Average atRecalls(int count) {
    return (curve, positives) -> {
      double sum = 0;
      double best = 0;
      int point = curve.points() - 1;
      for (int level = count - 1; level >= 0; level--) {
        double recall = level == count - 1 ? 1 : level * (1.0 / (count - 1));
        while (point >= 0 && curve.found(point) / positives >= recall) {
          best = Math.max(best, curve.precision(point));
          point--;
        }
        sum += best;
      }
      return sum / count;
    };
  }

  /** Over all recalls: the area under the curve. */
  static Average overAll() {
    return (curve, positives) -> {
      double sum = 0;
      double best = 0;
      for (int point = curve.points() - 1; point >= 0; point--) {
        best = Math.max(best, curve.precision(point));
        double before = point == 0 ? 0 : curve.found(point - 1);
        sum += (curve.found(point) - before) / positives * best;
      }
      return sum;
    };
  }
}
