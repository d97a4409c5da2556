package dev.reelstate.evaluation.events;

import dev.reelstate.evaluation.Figures;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calculates the figures of events. */
public final class EventFigures {

  private static final double NANOS_PER_MILLI = 1e6;

  private EventFigures() {}

  /** The figures of counts and of the latencies of their hits. */
  public static Figures of(EventCounts counts, Offsets offsets, int[] times) {
    Map<String, Double> values = new LinkedHashMap<>();
    double tp = counts.tp();
    values.put("tp", tp);
    values.put("fp", (double) counts.fp());
    values.put("fn", (double) counts.fn());
    values.put("precision", ratio(tp, tp + counts.fp()));
    values.put("recall", ratio(tp, tp + counts.fn()));
    values.put("f1", ratio(2 * tp, 2 * tp + counts.fp() + counts.fn()));
    values.put("latencyMean", offsets.mean(times) / NANOS_PER_MILLI);
    double[] percentiles = offsets.percentiles(times, 0.5, 0.9, 0.95, 0.99);
    values.put("latencyMedian", percentiles[0] / NANOS_PER_MILLI);
    values.put("latencyP90", percentiles[1] / NANOS_PER_MILLI);
    values.put("latencyP95", percentiles[2] / NANOS_PER_MILLI);
    values.put("latencyP99", percentiles[3] / NANOS_PER_MILLI);
    return new Figures(values);
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? Double.NaN : part / whole;
  }
}
