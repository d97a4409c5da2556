package dev.reelstate.evaluation.statistics;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one rule says. Immutable and thread-safe.
 *
 * @param rule the rule
 * @param verdict whether it is met
 * @param value what was held against the limit: the figure, its difference to the baseline's, or
 *     the support; null if it has no value
 * @param low the lower end of its interval, or null if none was used
 * @param high the upper end of its interval, or null if none was used
 * @param reason one sentence
 */
public record GateFinding(
    GateRule rule,
    GateVerdict verdict,
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    String reason) {

  /** Checks that nothing is missing. */
  public GateFinding {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(reason, "reason");
  }
}
