package dev.reelstate.evaluation;

import dev.reelstate.evaluation.TrackingSettings.Pooling;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.tracking.HotaFigures;
import dev.reelstate.evaluation.tracking.TrackingCounts;
import dev.reelstate.evaluation.tracking.TrackingFigures;
import dev.reelstate.evaluation.tracking.TrackingTable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well tracks follow the truth, with the numbers of TrackEval. Immutable and thread-safe.
 *
 * <p>Ratios are from 0 to 1, except that {@code MOTA}, {@code MODA} and {@code sMOTA} may be
 * negative. {@code MOTP} is the mean overlap of hits. {@code HOTA}, {@code DetA}, {@code AssA},
 * {@code LocA}, {@code DetRe}, {@code DetPr}, {@code AssRe} and {@code AssPr} are means over the 19
 * thresholds. {@code MT}, {@code PT} and {@code ML} count the tracks of the truth that were found
 * in more than 80 %, in 20 to 80 %, and in less than 20 % of their frames; {@code MTR}, {@code PTR}
 * and {@code MLR} are their shares. {@code IDSW} counts switches, {@code Frag} interruptions. A
 * figure that has nothing to judge is empty; {@link #asTrackEval} gives TrackEval's number instead.
 */
public final class TrackingScore implements Scored {

  private final TrackingSettings settings;
  private final Map<String, String> parameters;
  private final List<String> sequences;
  private final TrackingTable table;
  private final Map<String, Figures> byClass;
  private final Figures figures;

  TrackingScore(TrackingSettings settings, Slice slice, List<Sequence> sequences) {
    this.settings = settings;
    this.parameters = slice.describe(settings.parameters());
    this.sequences = sequences.stream().map(Sequence::name).toList();
    this.table = TrackingTable.of(sequences, settings);
    this.byClass = Collections.unmodifiableMap(byClass(once()));
    this.figures = resampled(once());
  }

  private int[] once() {
    return Times.once(sequences.size());
  }

  @Override
  public String kind() {
    return "tracking";
  }

  @Override
  public Map<String, String> parameters() {
    return parameters;
  }

  @Override
  public Figures figures() {
    return figures;
  }

  /** The figures of each class, by its label, sorted; empty if classes are not told apart. */
  @Override
  public Map<String, Figures> byClass() {
    return byClass;
  }

  @Override
  public long support() {
    return (long) table.all(once()).truth();
  }

  @Override
  public List<LedgerEntry> ledger() {
    return table.ledger();
  }

  @Override
  public List<String> sequences() {
    return sequences;
  }

  @Override
  public Figures resampled(int[] times) {
    Times.requireOneForEach(sequences.size(), times);
    return settings.pooling() == Pooling.CLASSES
        ? TrackingFigures.mean(byClass(times).values())
        : TrackingFigures.of(table.all(times));
  }

  @Override
  public Figures resampled(String label, int[] times) {
    Times.requireOneForEach(sequences.size(), times);
    return TrackingFigures.of(table.ofClass(label, times));
  }

  private SortedMap<String, Figures> byClass(int[] times) {
    SortedMap<String, Figures> each = new TreeMap<>();
    counts(times).forEach((label, counts) -> each.put(label, TrackingFigures.of(counts)));
    return each;
  }

  /** The counts of each class that occurs. */
  private SortedMap<String, TrackingCounts> counts(int[] times) {
    SortedMap<String, TrackingCounts> counts = table.byClass(times);
    counts.values().removeIf(each -> each.truth() + each.detections() == 0);
    return counts;
  }

  /** The curves behind the figures of HOTA. */
  public HotaCurves curves() {
    return settings.pooling() == Pooling.CLASSES
        ? HotaFigures.mean(counts(once()).values().stream().map(HotaFigures::of).toList())
        : HotaFigures.of(table.all(once()));
  }

  /**
   * The curves of one class.
   *
   * @throws IllegalArgumentException if the class does not occur, or classes are not told apart
   */
  public HotaCurves curves(String label) {
    TrackingCounts counts = counts(once()).get(label);
    if (counts == null) {
      throw new IllegalArgumentException("There is no class \"" + label + "\".");
    }
    return HotaFigures.of(counts);
  }

  /**
   * The figures with TrackEval's numbers where there is no value: without truth, {@code MOTA},
   * {@code MODA} and {@code sMOTA} are the number of false alarms, negative; {@code LocA} is 1;
   * everything else is 0.
   */
  public Figures asTrackEval() {
    return TrackingFigures.asTrackEval(figures);
  }
}
