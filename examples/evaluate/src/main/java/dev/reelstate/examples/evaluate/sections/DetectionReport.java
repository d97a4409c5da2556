package dev.reelstate.examples.evaluate.sections;

import static java.util.Comparator.comparingDouble;

import dev.reelstate.evaluation.DetectionScore;
import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.PrecisionRecallCurve;
import dev.reelstate.evaluation.ScoreHistogram;
import dev.reelstate.examples.evaluate.report.Bars;
import dev.reelstate.examples.evaluate.report.Chart;
import dev.reelstate.examples.evaluate.report.Curve;
import dev.reelstate.examples.evaluate.report.Plots;
import dev.reelstate.examples.evaluate.report.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report on detections. */
public final class DetectionReport {

  private static final int MOST_CURVES = 6;
  private static final int RECALLS = 101;
  private static final int BINS = 20;

  private DetectionReport() {}

  /** The sections of the report. */
  public static List<Section> sections(Assessment run, DetectionScore score, Frames frames) {
    String threshold = String.format(
        "At an overlap of %s and a score of %s.",
        score.parameters().get("overlap"), score.parameters().get("score"));
    LedgerSections ledger = new LedgerSections(score.ledger(), frames);
    return List.of(
        CommonSections.figures(run),
        Section.ofCharts(
            "Charts",
            "At an overlap of " + score.parameters().get("overlap") + ".",
            List.of(curves(score), histogram(score.histogram(BINS)))),
        ConfusionTable.section(score.confusion(), threshold),
        CommonSections.classes(score),
        ledger.errors(),
        ledger.worstFrames(),
        CommonSections.parameters(run));
  }

  private static Chart curves(DetectionScore score) {
    List<Curve> curves = new ArrayList<>();
    if (score.curves().size() > 1) {
      curves.add(mean(score.curves()));
    }
    score.curves().entrySet().stream()
        .sorted(comparingDouble((Map.Entry<String, ?> each) -> -objects(score, each.getKey())))
        .limit(MOST_CURVES)
        .forEach(
            each -> curves.add(new Curve(each.getKey(), recalls(), interpolated(each.getValue()))));
    String cut = score.curves().size() > MOST_CURVES
        ? ": the mean of " + score.curves().size() + " classes, and the most frequent ones"
        : "";
    return Plots.curves("Precision over recall" + cut, "recall", "precision", curves);
  }

  private static double objects(DetectionScore score, String label) {
    Figures figures = score.byClass().get(label);
    return figures == null ? 0 : figures.get("TP").orElse(0) + figures.get("FN").orElse(0);
  }

  private static Curve mean(Map<String, PrecisionRecallCurve> curves) {
    double[] sum = new double[RECALLS];
    for (PrecisionRecallCurve curve : curves.values()) {
      double[] one = interpolated(curve);
      Arrays.setAll(sum, at -> sum[at] + one[at] / curves.size());
    }
    return new Curve("mean of all classes", recalls(), sum);
  }

  private static double[] recalls() {
    double[] recalls = new double[RECALLS];
    Arrays.setAll(recalls, at -> (double) at / (RECALLS - 1));
    return recalls;
  }

  /** The best precision at each recall or a higher one. */
  private static double[] interpolated(PrecisionRecallCurve curve) {
    double[] best = new double[RECALLS];
    for (PrecisionRecallCurve.Point point : curve.points()) {
      int reached = (int) Math.floor(point.recall() * (RECALLS - 1) + 1e-9);
      best[reached] = Math.max(best[reached], point.precision());
    }
    for (int at = RECALLS - 2; at >= 0; at--) {
      best[at] = Math.max(best[at], best[at + 1]);
    }
    return best;
  }

  private static Chart histogram(ScoreHistogram histogram) {
    List<String> places = new ArrayList<>();
    int bins = histogram.hits().size();
    for (int bin = 0; bin < bins; bin++) {
      double from = histogram.from() + (histogram.to() - histogram.from()) * bin / bins;
      places.add(String.format(Locale.ROOT, "%.2f", from));
    }
    return Plots.histogram(
        "Scores",
        "score, from",
        "detections",
        places,
        List.of(
            new Bars("hits", longs(histogram.hits())),
            new Bars("false alarms", longs(histogram.falseAlarms()))));
  }

  private static List<Long> longs(List<Integer> counts) {
    return counts.stream().map(Integer::longValue).toList();
  }
}
