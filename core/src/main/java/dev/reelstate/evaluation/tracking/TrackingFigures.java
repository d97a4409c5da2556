package dev.reelstate.evaluation.tracking;

import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.tracking.TrackingCounts.Count;
import dev.reelstate.evaluation.tracking.TrackingCounts.Curve;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calculates the figures of tracking from counts. */
public final class TrackingFigures {

  private static final Set<String> COUNTS =
      Set.of("TP", "FP", "FN", "IDSW", "Frag", "MT", "PT", "ML", "IDTP", "IDFP", "IDFN");

  private final TrackingCounts counts;
  private final double truth;
  private final double detections;
  private final double tracks;
  private final Map<String, Double> values = new LinkedHashMap<>();

  private TrackingFigures(TrackingCounts counts) {
    this.counts = counts;
    truth = counts.truth();
    detections = counts.detections();
    tracks = counts.get(Count.MT) + counts.get(Count.PT) + counts.get(Count.ML);
  }

  /** The figures of counts; those that would divide by nothing are empty. */
  public static Figures of(TrackingCounts counts) {
    TrackingFigures figures = new TrackingFigures(counts);
    figures.putMain();
    figures.putHota();
    figures.putTracks();
    figures.putRest();
    return new Figures(figures.values);
  }

  private void putMain() {
    double tp = counts.get(Count.TP);
    double fp = counts.get(Count.FP);
    double idtp = counts.get(Count.IDTP);
    put("MOTA", tp - fp - counts.get(Count.IDSW), truth);
    put("MOTP", counts.get(Count.OVERLAP), tp);
    put("IDF1", 2 * idtp, truth + detections);
    put("IDP", idtp, detections);
    put("IDR", idtp, truth);
    values.put("FP", fp);
    values.put("FN", counts.get(Count.FN));
    values.put("IDSW", counts.get(Count.IDSW));
  }

  private void putHota() {
    Map<String, List<Double>> curves = HotaFigures.of(counts).values();
    curves.forEach((name, curve) -> values.put(name, has(name) ? average(curve) : Double.NaN));
  }

  /** Whether a figure of HOTA has a value: whether there is anything that it judges. */
  private boolean has(String name) {
    return switch (name) {
      case "HOTA", "DetA" -> truth + detections > 0;
      case "DetRe" -> truth > 0;
      case "DetPr" -> detections > 0;
      default -> counts.get(Curve.HITS, 0) > 0;
    };
  }

  private static double average(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private void putTracks() {
    values.put("MT", counts.get(Count.MT));
    values.put("PT", counts.get(Count.PT));
    values.put("ML", counts.get(Count.ML));
    put("MTR", counts.get(Count.MT), tracks);
    put("PTR", counts.get(Count.PT), tracks);
    put("MLR", counts.get(Count.ML), tracks);
    values.put("Frag", counts.get(Count.FRAG));
  }

  private void putRest() {
    double tp = counts.get(Count.TP);
    double idtp = counts.get(Count.IDTP);
    put("MODA", tp - counts.get(Count.FP), truth);
    put("sMOTA", counts.get(Count.OVERLAP) - counts.get(Count.FP) - counts.get(Count.IDSW), truth);
    put("recall", tp, truth);
    put("precision", tp, detections);
    values.put("TP", tp);
    values.put("IDTP", idtp);
    values.put("IDFP", detections - idtp);
    values.put("IDFN", truth - idtp);
  }

  private void put(String name, double part, double whole) {
    values.put(name, whole == 0 ? Double.NaN : part / whole);
  }

  /**
   * The figures over several classes: counts are summed, everything else is the mean. As in
   * TrackEval, a class without a figure counts with what {@link #asTrackEval} says, unless no class
   * has it.
   */
  public static Figures mean(Collection<Figures> classes) {
    Map<String, Double> all = new LinkedHashMap<>();
    for (String name : of(new TrackingCounts()).values().keySet()) {
      double sum = classes.stream()
          .mapToDouble(each -> asTrackEval(each).get(name).orElseThrow())
          .sum();
      boolean some = classes.stream().anyMatch(each -> each.get(name).isPresent());
      double mean = some ? sum / classes.size() : Double.NaN;
      all.put(name, COUNTS.contains(name) ? Double.valueOf(sum) : Double.valueOf(mean));
    }
    return new Figures(all);
  }

  /**
   * The same figures with TrackEval's numbers where there is no value: without truth, the
   * accuracies are the false alarms, negative; {@code LocA} is 1; everything else is 0.
   */
  public static Figures asTrackEval(Figures figures) {
    double falseAlarms = figures.values().getOrDefault("FP", 0.0);
    Map<String, Double> filled = new LinkedHashMap<>();
    figures.values().forEach((name, value) -> {
      double instead = switch (name) {
        case "MOTA", "MODA", "sMOTA" -> -falseAlarms;
        case "LocA" -> 1;
        default -> 0;
      };
      filled.put(name, value.isNaN() ? Double.valueOf(instead) : value);
    });
    return new Figures(filled);
  }
}
