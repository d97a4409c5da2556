package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import dev.reelstate.evaluation.run.EvaluationRun;
import dev.reelstate.evaluation.run.RunPart;
import dev.reelstate.evaluation.statistics.Bootstrap;
import dev.reelstate.evaluation.statistics.Interval;
import dev.reelstate.examples.dashboard.view.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How one run differs from another, as clients see it.
 *
 * @param reasons why the figures cannot be compared, one sentence each; empty if they can
 * @param unavailable why there are no ranges and no changes, or null if there are
 * @param fixed how many objects the first missed and the second found, or null if unknown
 * @param broken how many objects the first found and the second missed, or null if unknown
 */
@Wire
record Differences(
    List<String> reasons,
    @Nullable String unavailable,
    Part overall,
    List<Part> classes,
    @Nullable Integer fixed,
    @Nullable Integer broken) {

  /** The differences of everything or of one class. */
  @Wire
  record Part(String name, List<Figure> figures) {}

  /**
   * The difference of a figure.
   *
   * @param difference the second minus the first, or null if one has no value
   * @param low the lower end of its range, or null without one
   */
  @Wire
  record Figure(
      String name,
      @Nullable Double first,
      @Nullable Double second,
      @Nullable Double difference,
      @Nullable Double low,
      @Nullable Double high) {}

  /** An object that one run found and the other one missed. */
  record Change(int first, int second, boolean fixed, String label) {}

  /** The differences of the kept figures alone. */
  static Differences kept(
      EvaluationRun first, EvaluationRun second, List<String> reasons, String unavailable) {
    return new Differences(
        reasons,
        unavailable,
        part("", first.overall(), second.overall(), Map.of()),
        classes(first, second).stream()
            .map(label -> part(label, partOf(first, label), partOf(second, label), Map.of()))
            .toList(),
        null,
        null);
  }

  /** The differences with their ranges, paired. */
  static Differences paired(
      EvaluationRun first, EvaluationRun second, ScoredRun before, ScoredRun after) {
    List<Change> changes = changes(before, after);
    int fixed = (int) changes.stream().filter(Change::fixed).count();
    return new Differences(
        List.of(),
        null,
        part("", first.overall(), second.overall(), ranges(before.drawn(), after.drawn())),
        classes(first, second).stream()
            .map(label -> part(
                label,
                partOf(first, label),
                partOf(second, label),
                ranges(before.drawn(), after.drawn(), label)))
            .toList(),
        fixed,
        changes.size() - fixed);
  }

  private static Set<String> classes(EvaluationRun first, EvaluationRun second) {
    Set<String> labels = new TreeSet<>(first.byClass().keySet());
    labels.addAll(second.byClass().keySet());
    return labels;
  }

  private static @Nullable RunPart partOf(EvaluationRun run, String label) {
    return run.byClass().get(label);
  }

  private static Map<String, Interval> ranges(Scored before, Scored after, String label) {
    return before.byClass().containsKey(label) && after.byClass().containsKey(label)
        ? ranges(before.ofClass(label), after.ofClass(label))
        : Map.of();
  }

  private static Map<String, Interval> ranges(Scored before, Scored after) {
    return Bootstrap.difference(before, after, Drawing.settings(after));
  }

  private static Part part(
      String name,
      @Nullable RunPart first,
      @Nullable RunPart second,
      Map<String, Interval> intervals) {
    RunPart known = first != null ? first : second;
    List<Figure> figures = new ArrayList<>();
    if (known != null) {
      for (String figure : known.figures().values().keySet()) {
        figures.add(
            figure(figure, value(first, figure), value(second, figure), intervals.get(figure)));
      }
    }
    return new Part(name, figures);
  }

  private static Figure figure(
      String name, @Nullable Double first, @Nullable Double second, @Nullable Interval interval) {
    RunPart.Range range = ScoredRun.range(interval);
    return new Figure(
        name,
        first,
        second,
        first == null || second == null ? null : second - first,
        range == null ? null : range.low(),
        range == null ? null : range.high());
  }

  private static @Nullable Double value(@Nullable RunPart part, String figure) {
    Double value = part == null ? null : part.figures().values().get(figure);
    return value == null || value.isNaN() ? null : value;
  }

  /** Whether two runs scored the same frames of the same videos. */
  static boolean isSameFrames(ScoredRun first, ScoredRun second) {
    return first.sequences().stream()
        .map(Differences::frames)
        .toList()
        .equals(second.sequences().stream().map(Differences::frames).toList());
  }

  private static List<Object> frames(Sequence sequence) {
    List<Object> frames = new ArrayList<>(List.of(sequence.name()));
    sequence.scenes().forEach(scene -> frames.add(scene.frame()));
    return frames;
  }

  /** The objects that one found and the other missed, in the order of the ledger. */
  static List<Change> changes(ScoredRun before, ScoredRun after) {
    Map<List<Integer>, Integer> then = new HashMap<>();
    List<LedgerEntry> ledger = before.scored().ledger();
    for (int number = 0; number < ledger.size(); number++) {
      if (!ledger.get(number).detection()) {
        then.put(place(ledger.get(number)), number);
      }
    }
    List<Change> changes = new ArrayList<>();
    List<LedgerEntry> now = after.scored().ledger();
    for (int number = 0; number < now.size(); number++) {
      LedgerEntry entry = now.get(number);
      Integer other = entry.detection() ? null : then.get(place(entry));
      if (other != null) {
        Verdict was = ledger.get(other).verdict();
        boolean fixed = was == Verdict.MISSED && entry.verdict() == Verdict.HIT;
        if (fixed || (was == Verdict.HIT && entry.verdict() == Verdict.MISSED)) {
          changes.add(new Change(other, number, fixed, entry.label()));
        }
      }
    }
    return changes;
  }

  private static List<Integer> place(LedgerEntry entry) {
    return List.of(entry.sequence(), entry.scene(), entry.index());
  }
}
