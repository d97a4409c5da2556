package dev.reelstate.evaluation.tracking;

import dev.reelstate.evaluation.HotaCurves;
import dev.reelstate.evaluation.tracking.TrackingCounts.Curve;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Calculates the curves of HOTA from counts. */
public final class HotaFigures {

  private final TrackingCounts counts;

  private HotaFigures(TrackingCounts counts) {
    this.counts = counts;
  }

  /** The curves of counts. */
  public static HotaCurves of(TrackingCounts counts) {
    HotaFigures figures = new HotaFigures(counts);
    Map<String, List<Double>> curves = new LinkedHashMap<>();
    curves.put("HOTA", curve(t -> Math.sqrt(figures.detA(t) * figures.perHit(Curve.ASS_A, t))));
    curves.put("DetA", curve(figures::detA));
    curves.put("AssA", curve(t -> figures.perHit(Curve.ASS_A, t)));
    curves.put("LocA", curve(figures::locA));
    curves.put("DetRe", curve(t -> figures.hits(t) / Math.max(1, counts.truth())));
    curves.put("DetPr", curve(t -> figures.hits(t) / Math.max(1, counts.detections())));
    curves.put("AssRe", curve(t -> figures.perHit(Curve.ASS_RE, t)));
    curves.put("AssPr", curve(t -> figures.perHit(Curve.ASS_PR, t)));
    return new HotaCurves(thresholds(), curves);
  }

  /** The mean of curves, threshold by threshold. */
  public static HotaCurves mean(Collection<HotaCurves> all) {
    Map<String, List<Double>> curves = new LinkedHashMap<>();
    for (String name : of(new TrackingCounts()).values().keySet()) {
      curves.put(
          name,
          curve(t -> all.stream()
              .mapToDouble(each -> each.curve(name).get(t))
              .average()
              .orElse(0)));
    }
    return new HotaCurves(thresholds(), curves);
  }

  private static List<Double> thresholds() {
    return curve(number -> (number + 1) / 20.0);
  }

  private static List<Double> curve(IntToDoubleFunction value) {
    return IntStream.range(0, TrackingCounts.THRESHOLDS)
        .mapToDouble(value)
        .boxed()
        .toList();
  }

  private double hits(int threshold) {
    return counts.get(Curve.HITS, threshold);
  }

  private double detA(int threshold) {
    double all = counts.truth() + counts.detections() - hits(threshold);
    return hits(threshold) / Math.max(1, all);
  }

  private double perHit(Curve curve, int threshold) {
    return counts.get(curve, threshold) / Math.max(1, hits(threshold));
  }

  private double locA(int threshold) {
    return hits(threshold) == 0 ? 1 : perHit(Curve.OVERLAP, threshold);
  }
}
