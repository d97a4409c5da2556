package dev.reelstate.evaluation.agreement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Krippendorff's alpha for nominal categories: by how much any number of raters agree more than if
 * all ratings had been dealt out at random. Not everyone must have rated everything. After
 * Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011.
 */
public final class KrippendorffAlpha {

  private KrippendorffAlpha() {}

  /**
   * The alpha of some ratings.
   *
   * @param units for each thing that was rated, the categories that its raters chose, in any order;
   *     those who did not rate it are left out, and a thing with fewer than two ratings counts for
   *     nothing
   * @return 1 for perfect agreement, 0 for that of chance, less for systematic disagreement; empty
   *     if there is no pair of ratings, or a single category
   */
  public static OptionalDouble nominal(List<List<String>> units) {
    double ratings = 0;
    double disagreement = 0;
    Map<String, Long> total = new HashMap<>();
    for (List<String> unit : units) {
      int size = unit.size();
      if (size < 2) {
        continue;
      }
      Map<String, Long> chosen = new HashMap<>();
      unit.forEach(category -> chosen.merge(category, 1L, Long::sum));
      chosen.forEach((category, times) -> total.merge(category, times, Long::sum));
      ratings += size;
      disagreement += differingPairs(chosen, size) / (size - 1);
    }
    double expected = differingPairs(total, ratings);
    return expected == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - (ratings - 1) * disagreement / expected);
  }

  /** How many ordered pairs of ratings differ. */
  private static double differingPairs(Map<String, Long> chosen, double ratings) {
    double same = 0;
    for (double times : chosen.values()) {
      same += times * times;
    }
    return ratings * ratings - same;
  }
}
