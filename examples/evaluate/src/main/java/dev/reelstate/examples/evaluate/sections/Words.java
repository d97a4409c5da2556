package dev.reelstate.examples.evaluate.sections;

import dev.reelstate.evaluation.statistics.BootstrapSettings;
import dev.reelstate.evaluation.statistics.Interval;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Numbers and states for people. */
public final class Words {

  private static final String NONE = "–";

  private static final Set<String> COUNTS = Set.of(
      "TP", "FP", "FN", "tp", "fp", "fn", "IDTP", "IDFP", "IDFN", "IDSW", "Frag", "MT", "PT", "ML");

  private Words() {}

  /** Whether a figure counts something. */
  public static boolean isCount(String figure) {
    return COUNTS.contains(figure);
  }

  /** A figure: three decimals, or none if it counts. */
  public static String figure(String name, @Nullable Double value) {
    return isCount(name) && known(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : number(value);
  }

  /** Three decimals. */
  public static String number(@Nullable Double value) {
    return known(value) ? String.format(Locale.ROOT, "%.3f", value) : NONE;
  }

  private static boolean known(@Nullable Double value) {
    return value != null && !value.isNaN();
  }

  /** {@code 3 objects}. */
  public static String count(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  /** {@code 0.412 to 0.498}, or a dash. */
  public static String range(String name, @Nullable Interval interval) {
    return interval == null || interval.low() == null
        ? NONE
        : figure(name, interval.low()) + " to " + figure(name, interval.high());
  }

  /** {@code confidence 0.95, 2,000 draws, seed 1}. */
  public static String draws(BootstrapSettings drawn) {
    return String.format(
        Locale.ROOT,
        "confidence %s, %,d draws, seed %d",
        drawn.confidence(),
        drawn.samples(),
        drawn.seed());
  }

  public static String of(Interval.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
