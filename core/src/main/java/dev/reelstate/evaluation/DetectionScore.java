package dev.reelstate.evaluation;

import dev.reelstate.evaluation.detection.CocoSummary;
import dev.reelstate.evaluation.detection.DetectionFigures;
import dev.reelstate.evaluation.detection.DetectionTable;
import dev.reelstate.evaluation.detection.Ranking;
import dev.reelstate.evaluation.ledger.ConfusionMatrix;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How well detections fit the truth.
 *
 * <p>With COCO's protocol the figures are {@code AP, AP50, AP75, APsmall, APmedium, APlarge, AR1,
 * AR10, AR100, ARsmall, ARmedium, ARlarge}; with VOC's, {@code mAP}, which is {@code AP} for a
 * single class. Over all classes they are means over those that have a value. Then follow
 * {@code precision, recall, F1, TP, FP, FN} at the chosen overlap and score, over all classes from
 * the sums of their counts. All but the counts are from 0 to 1.
 */
public final class DetectionScore implements Scored {

  private final Map<String, String> parameters;
  private final List<String> sequences;
  private final DetectionFigures source;
  private final List<LedgerEntry> ledger;
  private final Figures figures;
  private final Map<String, Figures> byClass;
  private final long support;

  DetectionScore(DetectionSettings settings, Slice slice, List<Sequence> sequences) {
    this.parameters = Collections.unmodifiableMap(slice.describe(settings.parameters()));
    this.sequences = sequences.stream().map(Sequence::name).toList();
    DetectionTable table = DetectionTable.of(sequences, settings, slice);
    this.source = table.figures();
    this.ledger = table.ledger();
    int[] once = Times.once(sequences.size());
    this.figures = source.overall(once);
    this.byClass = source.byClass(once);
    this.support =
        rankings().mapToLong(ranking -> (long) ranking.positives(once)).sum();
  }

  @Override
  public String kind() {
    return "detection";
  }

  @Override
  public Map<String, String> parameters() {
    return parameters;
  }

  @Override
  public Figures figures() {
    return figures;
  }

  @Override
  public Map<String, Figures> byClass() {
    return byClass;
  }

  @Override
  public long support() {
    return support;
  }

  @Override
  public List<LedgerEntry> ledger() {
    return ledger;
  }

  @Override
  public List<String> sequences() {
    return sequences;
  }

  /**
   * The figures over all classes if each sequence had occurred as many times as said, equal to what
   * an evaluation of that list would give.
   *
   * @throws IllegalArgumentException if there is not one number for each sequence, or one is
   *     negative
   */
  @Override
  public Figures resampled(int[] times) {
    Times.requireOneForEach(sequences.size(), times);
    return source.overall(times);
  }

  @Override
  public Figures resampled(String label, int[] times) {
    Times.requireOneForEach(sequences.size(), times);
    return source.ofClass(label, times);
  }

  /**
   * COCO's twelve figures as its tools give them: -1 for one that has no value.
   *
   * @throws IllegalStateException if another protocol was used
   */
  public Map<String, Double> coco() {
    if (source.settings().protocol() != DetectionSettings.Protocol.COCO) {
      throw new IllegalStateException("These figures are not COCO's.");
    }
    Map<String, Double> view = new LinkedHashMap<>();
    CocoSummary.NAMES.forEach(name -> view.put(name, figures.get(name).orElse(-1)));
    return Collections.unmodifiableMap(view);
  }

  /** How classes are taken for one another, at the chosen overlap and score. */
  public ConfusionMatrix confusion() {
    return ConfusionMatrix.of(ledger);
  }

  /** Precision over recall at the chosen overlap, for each class that has something to find. */
  public Map<String, PrecisionRecallCurve> curves() {
    Map<String, PrecisionRecallCurve> curves = new TreeMap<>();
    source
        .rankings()
        .forEach((label, each) ->
            PrecisionRecallCurve.of(each.get(0)).ifPresent(curve -> curves.put(label, curve)));
    return Collections.unmodifiableMap(curves);
  }

  /**
   * The scores of all hits and false alarms at the chosen overlap, whatever the chosen score.
   *
   * @param bins into how many parts the scale is divided, at least 1
   */
  public ScoreHistogram histogram(int bins) {
    return ScoreHistogram.scale(rankings(), bins).with(rankings());
  }

  /**
   * The same for each class, on one scale.
   *
   * @param bins into how many parts the scale is divided, at least 1
   */
  public Map<String, ScoreHistogram> histograms(int bins) {
    ScoreHistogram empty = ScoreHistogram.scale(rankings(), bins);
    Map<String, ScoreHistogram> histograms = new TreeMap<>();
    source
        .rankings()
        .forEach((label, each) -> histograms.put(label, empty.with(Stream.of(each.get(0)))));
    return Collections.unmodifiableMap(histograms);
  }

  private Stream<Ranking> rankings() {
    return source.rankings().values().stream().map(each -> each.get(0));
  }
}
