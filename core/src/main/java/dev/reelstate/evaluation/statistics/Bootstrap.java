package dev.reelstate.evaluation.statistics;

import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.Scored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says how far figures would move on other videos of the same kind, by drawing the sequences at
 * hand with replacement. Frames of one video resemble each other, so whole sequences are drawn;
 * where a data set has few videos, {@link Clusters} cuts them into more. Nothing is matched again.
 *
 * <p>The intervals are Efron's BCa with corrections for few sequences; the decision record on
 * statistics has the method and its measurements. In a simulation of pooled rates, intervals of 95
 * % contained the true rate in 93 to 96 % of the cases from 20 sequences on, and in 89 to 95 % from
 * 5 to 10. They are too wide rather than too narrow where few sequences differ at all.
 *
 * <p>Intervals speak of other sequences like these. They do not know about wrong labels, or about
 * videos of a kind that is not in the data.
 */
public final class Bootstrap {

  /** With fewer sequences there is no interval. */
  public static final int FEWEST_SEQUENCES = 5;

  /**
   * A figure that has a value in a smaller share of the samples has no interval. It rests on fewer
   * than three sequences, as the recall of a class does that occurs in two videos only.
   */
  public static final double SMALLEST_SHARE = 0.9;

  private Bootstrap() {}

  /**
   * The interval of each figure.
   *
   * @param scored an evaluation
   * @param settings how to draw
   * @return the intervals by the names of the figures, in their order
   */
  public static Map<String, Interval> intervals(Scored scored, BootstrapSettings settings) {
    return new Resampling(scored.sequences().size(), scored::resampled, settings).intervals();
  }

  /**
   * The interval of the difference between two runs, for each figure that both have. Each sample
   * draws the same sequences for both, so that what makes a video hard for both cancels out: the
   * interval is usually much narrower than those of the two runs. Parameters may differ, for
   * whoever compares two settings of one model.
   *
   * @param base the run to compare with
   * @param next the other run, on the same sequences
   * @param settings how to draw
   * @return the intervals of {@code next} minus {@code base}, in the order of {@code base}
   * @throws IllegalArgumentException if the sequences differ, in name or order, or the evaluations
   *     are of different kinds
   */
  public static Map<String, Interval> difference(
      Scored base, Scored next, BootstrapSettings settings) {
    requireSameSequences(base.sequences(), next.sequences());
    Likeness.requireSameKind(next, base);
    return new Resampling(
            base.sequences().size(),
            times -> minus(next.resampled(times), base.resampled(times)),
            settings)
        .intervals();
  }

  private static void requireSameSequences(List<String> base, List<String> next) {
    int same = 0;
    while (same < Math.min(base.size(), next.size()) && base.get(same).equals(next.get(same))) {
      same++;
    }
    if (same < Math.max(base.size(), next.size())) {
      throw new IllegalArgumentException(
          "Two runs are compared on the same sequences in the same order, but number " + (same + 1)
              + " is " + nameAt(base, same) + " in the first and " + nameAt(next, same)
              + " in the second.");
    }
  }

  private static String nameAt(List<String> names, int position) {
    return position < names.size() ? "\"" + names.get(position) + "\"" : "missing";
  }

  private static Figures minus(Figures next, Figures base) {
    Map<String, Double> differences = new LinkedHashMap<>(base.values());
    differences.keySet().retainAll(next.values().keySet());
    differences.replaceAll((name, value) -> next.values().getOrDefault(name, Double.NaN) - value);
    return new Figures(differences);
  }
}
