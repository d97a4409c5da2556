package dev.reelstate.evaluation.statistics;

import dev.reelstate.evaluation.Scored;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Finds the numbers that rules ask for. Draws each evaluation once. Not thread-safe. */
final class Estimates {

  private final @Nullable BootstrapSettings settings;
  private final IdentityHashMap<GatePart, Map<String, Interval>> drawn = new IdentityHashMap<>();
  private final IdentityHashMap<GatePart, Map<String, Interval>> paired = new IdentityHashMap<>();

  /** @param settings how to draw, or null for no intervals */
  Estimates(@Nullable BootstrapSettings settings) {
    this.settings = settings;
  }

  /** The figure of a part, for a rule with a fixed limit. */
  Estimate figure(GatePart part, GateRule rule) {
    OptionalDouble value = part.figures().get(rule.figure());
    if (value.isEmpty()) {
      return Estimate.unknown(null, "it has no value");
    }
    if (settings == null) {
      return Estimate.exactly(value.getAsDouble());
    }
    Interval interval = interval(part, rule.figure(), settings);
    if (interval == null) {
      return Estimate.unknown(
          value.getAsDouble(), "it has no interval of confidence " + settings.confidence());
    }
    return isRate(value.getAsDouble()) && isRate(rule.limit())
        ? Estimate.ofRate(interval)
        : Estimate.of(interval);
  }

  /**
   * The figure of a part minus that of the same part in the baseline.
   *
   * @throws IllegalArgumentException if both are evaluations that were not scored alike
   */
  Estimate change(GatePart part, GatePart base, String figure) {
    if (part.scored() != null && base.scored() != null) {
      Likeness.requireSameParameters(part.scored(), base.scored());
    }
    OptionalDouble value = part.figures().get(figure);
    OptionalDouble before = base.figures().get(figure);
    if (value.isEmpty() || before.isEmpty()) {
      return Estimate.unknown(null, (value.isEmpty() ? "it" : "the baseline") + " has no value");
    }
    double change = value.getAsDouble() - before.getAsDouble();
    if (settings == null) {
      return Estimate.exactly(change);
    }
    Interval interval = paired(part, base, settings).get(figure);
    return interval == null
        ? Unpaired.change(
            change, interval(part, figure, settings), interval(base, figure, settings))
        : Estimate.of(interval);
  }

  /** The intervals of the differences, or nothing if the two cannot be paired. */
  private Map<String, Interval> paired(GatePart part, GatePart base, BootstrapSettings drawing) {
    Scored next = part.scored();
    Scored before = base.scored();
    if (next == null || before == null || !same(next, before)) {
      return Map.of();
    }
    return paired.computeIfAbsent(part, key -> Bootstrap.difference(before, next, drawing));
  }

  private static boolean same(Scored next, Scored before) {
    return next.kind().equals(before.kind()) && next.sequences().equals(before.sequences());
  }

  private @Nullable Interval interval(GatePart part, String figure, BootstrapSettings drawing) {
    Scored scored = part.scored();
    if (scored != null) {
      return drawn
          .computeIfAbsent(part, key -> Bootstrap.intervals(scored, drawing))
          .get(figure);
    }
    Interval kept = part.intervals().get(figure);
    return kept != null && kept.settings().confidence() == drawing.confidence() ? kept : null;
  }

  private static boolean isRate(double number) {
    return number >= 0 && number <= 1;
  }
}
