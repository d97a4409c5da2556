package dev.reelstate.evaluation.statistics;

import dev.reelstate.evaluation.Scored;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Which evaluations may be compared. */
final class Likeness {

  private Likeness() {}

  /**
   * Checks the kinds of two evaluations.
   *
   * @throws IllegalArgumentException if they differ
   */
  static void requireSameKind(Scored next, Scored base) {
    if (!next.kind().equals(base.kind())) {
      throw new IllegalArgumentException("An evaluation of " + next.kind()
          + " cannot be compared with one of " + base.kind() + ".");
    }
  }

  /**
   * Checks that two evaluations say the same about a model: their figures would otherwise differ
   * for the same output.
   *
   * @throws IllegalArgumentException if their kinds or parameters differ
   */
  static void requireSameParameters(Scored next, Scored base) {
    requireSameKind(next, base);
    Map<String, String> own = next.parameters();
    Map<String, String> others = base.parameters();
    TreeSet<String> names = new TreeSet<>(own.keySet());
    names.addAll(others.keySet());
    for (String name : names) {
      if (!Objects.equals(own.get(name), others.get(name))) {
        throw new IllegalArgumentException(String.format(
            "A run and its baseline are scored alike, but the parameter %s is %s in the run and %s"
                + " in the baseline.",
            name, own.getOrDefault(name, "absent"), others.getOrDefault(name, "absent")));
      }
    }
  }
}
