package dev.reelstate.evaluation.statistics;

import dev.reelstate.evaluation.Scored;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rules that decide whether a run is good enough. Immutable and thread-safe.
 *
 * <p>Without intervals a rule asks about the sequences at hand, and the figures decide. With
 * intervals it asks about all videos of this kind: it passes if the whole interval is within the
 * limit, fails if the whole interval is beyond it, and is inconclusive in between. A rule is also
 * inconclusive if
 *
 * <ul>
 *   <li>the run has no such class or slice, or the figure has no value;
 *   <li>the figure has no interval: because there are too few sequences, or because the run is
 *       given by figures without intervals, as the classes of {@link GateRun#of} are;
 *   <li>it compares with a baseline and there is none;
 *   <li>a rule about the support of the same part is not met.
 * </ul>
 *
 * <p>Where all samples are alike, as for a recall of 1, up to 1 - (α/2)^(1/n) of all sequences may
 * still be of a kind that is not among the n at hand, α being 1 less the confidence. A figure from
 * 0 to 1 passes if it would even if it were at its worst on all of those. Any other figure decides
 * by its value.
 *
 * <p>Each rule stands for itself. The limits are not corrected for the number of rules, so that of
 * many rules that are just met, some fail by chance.
 *
 * @param rules the rules, at least one
 * @param intervals how to draw intervals, or null to judge by the figures alone
 */
public record Gate(List<GateRule> rules, @Nullable BootstrapSettings intervals) {

  /**
   * Copies the rules.
   *
   * @throws IllegalArgumentException if there is no rule
   */
  public Gate {
    rules = List.copyOf(rules);
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("A gate without rules would let everything pass.");
    }
  }

  /** A gate that judges by the figures alone. */
  public static Gate of(GateRule... rules) {
    return new Gate(List.of(rules), null);
  }

  /** The same rules, judged by intervals. */
  public Gate withIntervals(BootstrapSettings settings) {
    return new Gate(rules, settings);
  }

  /**
   * Judges a run without a baseline.
   *
   * @throws IllegalArgumentException if a rule names a figure that the evaluation does not have
   */
  public GateResult judge(Scored run) {
    return judge(GateRun.of(run));
  }

  /**
   * Judges a run against a baseline on the same sequences.
   *
   * @throws IllegalArgumentException if a rule names a figure that the evaluation does not have, or
   *     compares evaluations of different kinds or with different parameters
   */
  public GateResult judge(Scored run, Scored baseline) {
    return judge(GateRun.of(run), GateRun.of(baseline));
  }

  /**
   * Judges a run without a baseline.
   *
   * @throws IllegalArgumentException if a rule names a figure that the evaluation does not have
   */
  public GateResult judge(GateRun run) {
    return judge(run, Optional.empty());
  }

  /**
   * Judges a run against a baseline. Where both are evaluations on the same sequences, differences
   * are paired, and so are their intervals. Otherwise, a difference has the interval of two
   * independent runs, which is too wide if the sequences are the same; the reason then says that
   * only a paired comparison could decide. A kept figure without an interval is taken to be as
   * uncertain as the run's; whoever keeps figures has to know that they were scored alike
   * ({@link dev.reelstate.evaluation.run.EvaluationRun#differencesFrom}).
   *
   * @throws IllegalArgumentException if a rule names a figure that the evaluation does not have, or
   *     compares evaluations of different kinds or with different parameters
   */
  public GateResult judge(GateRun run, GateRun baseline) {
    return judge(run, Optional.of(baseline));
  }

  private GateResult judge(GateRun run, Optional<GateRun> baseline) {
    Judge judge = new Judge(this, run, baseline);
    return GateResult.of(this, rules.stream().map(judge::find).toList());
  }
}
