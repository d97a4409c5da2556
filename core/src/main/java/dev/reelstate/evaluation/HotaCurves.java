package dev.reelstate.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * HOTA and its parts over the 19 thresholds of overlap. The figure of the same name is the mean of
 * the curve. At a threshold without any hit, association is 0 and localisation is 1, as in
 * TrackEval. Immutable and thread-safe.
 *
 * @param thresholds the thresholds, 0.05 to 0.95
 * @param values for each of {@code HOTA, DetA, AssA, LocA, DetRe, DetPr, AssRe, AssPr} its value at
 *     each threshold, from 0 to 1
 */
public record HotaCurves(List<Double> thresholds, Map<String, List<Double>> values) {

  /**
   * Copies list and map, and keeps their order.
   *
   * @throws IllegalArgumentException if a curve does not have a value for each threshold
   */
  public HotaCurves {
    thresholds = List.copyOf(thresholds);
    Map<String, List<Double>> copies = new LinkedHashMap<>();
    values.forEach((name, curve) -> copies.put(name, List.copyOf(curve)));
    values = Collections.unmodifiableMap(copies);
    for (List<Double> curve : copies.values()) {
      if (curve.size() != thresholds.size()) {
        throw new IllegalArgumentException("A curve needs a value for each threshold.");
      }
    }
  }

  /**
   * One curve.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public List<Double> curve(String name) {
    List<Double> curve = values.get(name);
    if (curve == null) {
      throw new IllegalArgumentException("There is no curve \"" + name + "\".");
    }
    return curve;
  }
}
