package dev.reelstate.evaluation.statistics;

import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.Scored;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one part of a run. Immutable and thread-safe.
 *
 * @param figures its figures
 * @param support how many objects of the truth they rest on, those that are ignored left out
 * @param intervals intervals that were kept with the figures, by name; empty if there are none
 * @param scored the evaluation itself, from which intervals and paired differences are drawn; null
 *     if only its figures were kept
 */
public record GatePart(
    Figures figures,
    long support,
    Map<String, Interval> intervals,
    @Nullable Scored scored) {

  /** Copies the intervals. */
  public GatePart {
    Objects.requireNonNull(figures, "figures");
    intervals = Map.copyOf(intervals);
  }

  /** A part that was just evaluated. */
  public static GatePart of(Scored scored) {
    return new GatePart(scored.figures(), scored.support(), Map.of(), scored);
  }

  /** A part of which the figures were kept. */
  public static GatePart kept(Figures figures, long support) {
    return new GatePart(figures, support, Map.of(), null);
  }

  /** A copy with intervals that were kept with the figures. */
  public GatePart withIntervals(Map<String, Interval> kept) {
    return new GatePart(figures, support, kept, scored);
  }
}
