package dev.reelstate.examples.evaluate.sections;

import dev.reelstate.evaluation.HotaCurves;
import dev.reelstate.evaluation.TrackingScore;
import dev.reelstate.examples.evaluate.report.Chart;
import dev.reelstate.examples.evaluate.report.Curve;
import dev.reelstate.examples.evaluate.report.Plots;
import dev.reelstate.examples.evaluate.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The report on tracks. */
public final class TrackingReport {

  private static final List<String> WHOLE = List.of("HOTA", "DetA", "AssA", "LocA");
  private static final List<String> PARTS = List.of("DetRe", "DetPr", "AssRe", "AssPr");

  private TrackingReport() {}

  /** The sections of the report. */
  public static List<Section> sections(Assessment run, TrackingScore score, Frames frames) {
    LedgerSections ledger = new LedgerSections(score.ledger(), frames);
    HotaCurves curves = score.curves();
    List<Section> sections = new ArrayList<>();
    sections.add(CommonSections.figures(run));
    sections.add(Section.ofCharts(
        "HOTA over the overlap of hits",
        "Each figure is the mean of its curve.",
        List.of(
            chart("HOTA and its parts", curves, WHOLE),
            chart("Recall and precision of detection and association", curves, PARTS))));
    if (!score.byClass().isEmpty()) {
      sections.add(CommonSections.classes(score));
    }
    sections.add(IdentitySwitches.section(score.ledger(), frames));
    sections.add(ledger.errors());
    sections.add(ledger.worstFrames());
    sections.add(CommonSections.parameters(run));
    return sections;
  }

  private static Chart chart(String title, HotaCurves curves, List<String> names) {
    double[] thresholds = array(curves.thresholds());
    List<Curve> lines = new ArrayList<>();
    for (Map.Entry<String, List<Double>> curve : curves.values().entrySet()) {
      if (names.contains(curve.getKey())) {
        lines.add(new Curve(curve.getKey(), thresholds, array(curve.getValue())));
      }
    }
    return Plots.curves(title, "overlap", "value", lines);
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
