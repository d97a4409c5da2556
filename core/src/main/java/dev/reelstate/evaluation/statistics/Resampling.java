package dev.reelstate.evaluation.statistics;

import dev.reelstate.evaluation.Figures;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The values that each figure takes when sequences are drawn with replacement, or left out. */
final class Resampling {

  /** With more sequences than that, several are left out at once. */
  private static final int MOST_GROUPS = 200;

  private final int sequences;
  private final Function<int[], Figures> statistic;
  private final BootstrapSettings settings;

  /**
   * @param sequences how many there are
   * @param statistic the figures if each sequence occurred as many times as said
   */
  Resampling(int sequences, Function<int[], Figures> statistic, BootstrapSettings settings) {
    this.sequences = sequences;
    this.statistic = statistic;
    this.settings = settings;
  }

  Map<String, Interval> intervals() {
    int[] once = new int[sequences];
    Arrays.fill(once, 1);
    Figures figures = statistic.apply(once);
    List<String> names = List.copyOf(figures.values().keySet());
    boolean enough = sequences >= Bootstrap.FEWEST_SEQUENCES;
    int groups = Math.min(sequences, MOST_GROUPS);
    double[] values = values(figures, names);
    double[][] samples = table(names, enough ? settings.samples() : 0, this::drawn);
    double[][] without = table(names, enough ? groups : 0, group -> without(group, groups));
    Map<String, Interval> intervals = new LinkedHashMap<>();
    for (int figure = 0; figure < names.size(); figure++) {
      IntervalEstimate estimate = new IntervalEstimate(
          values[figure], samples[figure], without[figure], sequences, settings);
      intervals.put(names.get(figure), estimate.interval());
    }
    return intervals;
  }

  /** Evaluates the statistic a number of times, and gives the values by figure. */
  private double[][] table(List<String> names, int rows, IntFunction<int[]> times) {
    double[][] table = new double[names.size()][rows];
    for (int row = 0; row < rows; row++) {
      double[] values = values(statistic.apply(times.apply(row)), names);
      for (int figure = 0; figure < values.length; figure++) {
        table[figure][row] = values[figure];
      }
    }
    return table;
  }

  private static double[] values(Figures figures, List<String> names) {
    return names.stream()
        .mapToDouble(name -> figures.values().getOrDefault(name, Double.NaN))
        .toArray();
  }

  /** One sample: as many sequences as there are, drawn with replacement. */
  private int[] drawn(int sample) {
    SplitMix64 random = SplitMix64.stream(settings.seed(), sample);
    int[] times = new int[sequences];
    for (int draw = 0; draw < sequences; draw++) {
      times[random.below(sequences)]++;
    }
    return times;
  }

  /** All sequences but one, or but one of the groups of neighbours. */
  private int[] without(int group, int groups) {
    int[] times = new int[sequences];
    for (int sequence = 0; sequence < sequences; sequence++) {
      times[sequence] = (long) sequence * groups / sequences == group ? 0 : 1;
    }
    return times;
  }
}
