package dev.reelstate.evaluation.agreement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Cohen's kappa: by how much two raters agree more than two would who choose categories at random,
 * each as often as these did. After Cohen, "A Coefficient of Agreement for Nominal Scales", 1960.
 */
public final class Kappa {

  private Kappa() {}

  /**
   * The kappa of two raters.
   *
   * @param first the categories that the first one chose
   * @param second the categories that the second one chose for the same things, in the same order
   * @return 1 for perfect agreement, 0 for that of chance, down to -1; empty if chance alone would
   *     agree always, because nothing was rated or both chose a single category throughout
   * @throws IllegalArgumentException if the lists differ in length
   */
  public static OptionalDouble of(List<String> first, List<String> second) {
    if (first.size() != second.size()) {
      throw new IllegalArgumentException("Both raters rate the same things, but there are "
          + first.size() + " and " + second.size() + " ratings.");
    }
    long agreed = 0;
    Map<String, Long> chosen = new HashMap<>();
    for (int thing = 0; thing < first.size(); thing++) {
      agreed += first.get(thing).equals(second.get(thing)) ? 1 : 0;
      chosen.merge(first.get(thing), 1L, Long::sum);
    }
    double pairs = 0;
    for (String category : second) {
      pairs += chosen.getOrDefault(category, 0L);
    }
    double all = first.size();
    return pairs == all * all
        ? OptionalDouble.empty()
        : OptionalDouble.of((agreed * all - pairs) / (all * all - pairs));
  }
}
