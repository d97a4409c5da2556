package dev.reelstate.examples.evaluate.input;

import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.statistics.GateRule;
import dev.reelstate.evaluation.statistics.GateScope;
import java.util.Set;
import java.util.TreeSet;

/**
 * A rule, and where it stands in the file.
 *
 * @param place where it stands
 * @param rule the rule
 */
record PlacedRule(JsonPart place, GateRule rule) {

  /** Refuses a slice that the file does not define. */
  void requireSlice(Set<String> slices) throws UnusableException {
    GateScope scope = rule.scope();
    if (scope.kind() == GateScope.Kind.SLICE && !slices.contains(scope.name())) {
      throw place.wrong("the " + scope + " is not among the \"slices\" of this file");
    }
  }

  /** Refuses what a run can never decide. */
  void check(Scored run, Set<String> classes) throws UnusableException {
    GateScope scope = rule.scope();
    if (scope.kind() == GateScope.Kind.CLASS && !classes.contains(scope.name())) {
      throw place.wrong("neither truth nor detections have the " + scope + ", but "
          + String.join(", ", new TreeSet<>(classes)));
    }
    if (!rule.figure().equals(GateRule.SUPPORT)) {
      requireFigure(run.figures().values().keySet());
    }
  }

  private void requireFigure(Set<String> figures) throws UnusableException {
    String figure = rule.figure();
    if (!figures.contains(figure)) {
      throw place.wrong("there is no figure \"" + figure + "\", but " + String.join(", ", figures));
    }
    FigureRange range = FigureRange.of(figure);
    if (!range.allows(rule)) {
      throw place.wrong("\"" + rule.check().wireName() + "\" is " + rule.limit()
          + ", but the figure \"" + figure + "\" is " + range);
    }
  }
}
