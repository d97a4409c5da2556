package dev.reelstate.evaluation.statistics;

import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.Scored;
import java.util.HashMap;
import java.util.Map;

/**
 * A run as a gate sees it, to be judged or to be the baseline: the whole, each class, and the
 * slices that were evaluated apart. Immutable and thread-safe.
 *
 * @param parts what is known of each part
 */
public record GateRun(Map<GateScope, GatePart> parts) {

  /** Copies the parts. */
  public GateRun {
    parts = Map.copyOf(parts);
  }

  /** A run that was just evaluated, with its classes. */
  public static GateRun of(Scored scored) {
    Map<GateScope, GatePart> parts = new HashMap<>();
    parts.put(GateScope.OVERALL, GatePart.of(scored));
    for (String label : scored.byClass().keySet()) {
      parts.put(GateScope.ofClass(label), GatePart.of(scored.ofClass(label)));
    }
    return new GateRun(parts);
  }

  /** A run of which the overall figures were kept. */
  public static GateRun kept(Figures figures, long support) {
    return new GateRun(Map.of(GateScope.OVERALL, GatePart.kept(figures, support)));
  }

  /** A copy with another part, which replaces the one that is there. */
  public GateRun with(GateScope scope, GatePart part) {
    Map<GateScope, GatePart> all = new HashMap<>(parts);
    all.put(scope, part);
    return new GateRun(all);
  }
}
