package dev.reelstate.processing.ladder;

import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.SizeChoice;
import dev.reelstate.processing.media.trial.TrialPoint;
import dev.reelstate.processing.recipe.Ladder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the rungs of one ladder for one film, by what trials in all sizes and a few qualities
 * cost and show.
 *
 * <p>The first rung shows as much as the largest rung of the fixed ladder would, in whatever size
 * that takes the fewest bits. Each further rung takes at most two fifths of the bits of the one
 * before, and is the size that shows the most for them. A rung that shows hardly more than the next
 * one is left out.
 */
final class AdaptiveRungs {

  /**
   * The qualities that are tried, relative to the one that is asked for, in dB: more of the largest
   * size, on which all else depends.
   */
  private static final List<Double> OF_LARGEST = List.of(-6.0, -2.0, 2.0);

  private static final List<Double> OF_OTHERS = List.of(-5.0, 1.0);

  private static final double LOWEST = -6;
  private static final double HIGHEST = 2;

  /** Nobody sees so small a difference, in dB. */
  private static final double INVISIBLE = 0.2;

  /** A rung that shows this little more than the next one, in dB, buys nothing. */
  private static final double TOO_LITTLE = 0.75;

  /** The share of bits that a rung may take of the one before. */
  private static final double STEP = 0.4;

  /** No connection is so slow that it needs a rung of fewer bits per second. */
  private static final long FEWEST_BITS = 120_000;

  /** Qualities are chosen in steps of this many dB, so that a repeated trial chooses the same. */
  private static final double GRAIN = 0.5;

  private final List<Curve> curves = new ArrayList<>();
  private final double asked;
  private final int most;

  /**
   * Chooses by a trial.
   *
   * @param ladder what is asked for
   * @param fixed its rungs for a film of this size, largest first
   * @param points what the {@linkplain #candidates candidates} cost and show, in their order
   */
  AdaptiveRungs(Ladder ladder, List<Rung> fixed, List<TrialPoint> points) {
    this.asked = Objects.requireNonNull(ladder.quality());
    this.most = ladder.maxRungs();
    int next = 0;
    for (int i = 0; i < fixed.size(); i++) {
      List<Double> tried = tried(i);
      curves.add(new Curve(fixed.get(i), tried, points.subList(next, next + tried.size())));
      next += tried.size();
    }
  }

  /** The rungs to try, for all sizes of a ladder. */
  static List<Rung> candidates(Ladder ladder, List<Rung> fixed) {
    double asked = Objects.requireNonNull(ladder.quality());
    List<Rung> all = new ArrayList<>();
    for (int i = 0; i < fixed.size(); i++) {
      Rung rung = fixed.get(i);
      for (double more : tried(i)) {
        all.add(rung.withQuality(within(asked + more), Objects.requireNonNull(rung.speed())));
      }
    }
    return all;
  }

  private static List<Double> tried(int size) {
    return size == 0 ? OF_LARGEST : OF_OTHERS;
  }

  private static double within(double quality) {
    return Math.max(Ladder.MIN_QUALITY, Math.min(Ladder.MAX_QUALITY, quality));
  }

  /** A size at a quality. */
  private record Choice(Curve curve, double quality) {

    double bits() {
      return curve.bits(quality);
    }

    double xpsnr() {
      return curve.xpsnr(quality);
    }

    Rung rung() {
      return curve.rung.withQuality(quality, Objects.requireNonNull(curve.rung.speed()));
    }
  }

  /** What a size costs and shows, by its quality. */
  private final class Curve {

    private final Rung rung;
    private final List<Double> tried;
    private final List<TrialPoint> points;

    Curve(Rung rung, List<Double> tried, List<TrialPoint> points) {
      this.rung = rung;
      this.tried = tried;
      this.points = points;
    }

    double bits(double quality) {
      return Math.exp(between(quality, true));
    }

    double xpsnr(double quality) {
      return between(quality, false);
    }

    /** On the straight line through the two points that were tried next to it. */
    private double between(double quality, boolean bits) {
      int left = 0;
      while (left + 2 < points.size() && quality > within(asked + tried.get(left + 1))) {
        left++;
      }
      double from = within(asked + tried.get(left));
      double to = within(asked + tried.get(left + 1));
      double first = value(points.get(left), bits);
      double second = value(points.get(left + 1), bits);
      double share = to == from ? 0 : (quality - from) / (to - from);
      return first + share * (second - first);
    }

    private double value(TrialPoint point, boolean bits) {
      return bits ? Math.log(point.bitRate()) : point.xpsnr();
    }
  }

  /** What became of the sizes, largest first, and the rungs that are left. */
  record Result(List<Rung> rungs, List<SizeChoice> sizes) {}

  /** Chooses the rungs; at least one. */
  Result choose() {
    List<Choice> chosen = new ArrayList<>();
    Choice next = first();
    while (next != null && chosen.size() < most) {
      chosen.add(next);
      next = below(next).orElse(null);
    }
    for (int i = chosen.size() - 2; i > 0; i--) {
      if (chosen.get(i).xpsnr() - chosen.get(i + 1).xpsnr() < TOO_LITTLE) {
        chosen.remove(i);
      }
    }
    return new Result(
        chosen.stream().map(Choice::rung).toList(),
        curves.stream().map(curve -> report(curve, chosen)).toList());
  }

  /** The size that shows as much as the largest one for the fewest bits. */
  private Choice first() {
    double wanted = curves.get(0).xpsnr(asked) - INVISIBLE;
    Choice best = new Choice(curves.get(0), asked);
    for (Curve curve : curves) {
      for (double quality = lowest(); quality <= highest(); quality += GRAIN) {
        Choice one = new Choice(curve, quality);
        if (one.xpsnr() >= wanted && one.bits() < best.bits()) {
          best = one;
        }
      }
    }
    return best;
  }

  /** The smaller size that shows the most for two fifths of the bits of a rung. */
  private Optional<Choice> below(Choice above) {
    double allowed = above.bits() * STEP;
    Choice best = null;
    for (Curve curve : curves.subList(curves.indexOf(above.curve()) + 1, curves.size())) {
      for (double quality = lowest(); quality <= highest(); quality += GRAIN) {
        Choice one = new Choice(curve, quality);
        if (one.bits() <= allowed && (best == null || one.xpsnr() > best.xpsnr())) {
          best = one;
        }
      }
    }
    return Optional.ofNullable(best).filter(choice -> allowed >= FEWEST_BITS);
  }

  private double lowest() {
    return within(asked + LOWEST);
  }

  private double highest() {
    return within(asked + HIGHEST);
  }

  private SizeChoice report(Curve curve, List<Choice> chosen) {
    Choice choice =
        chosen.stream().filter(one -> one.curve() == curve).findFirst().orElse(null);
    String name = curve.rung.name();
    if (choice == null) {
      double bits = curve.bits(asked);
      return new SizeChoice(
          name, null, Math.round(bits), round(curve.xpsnr(asked)), leftOut(curve, chosen));
    }
    String reason = choice.equals(chosen.get(0))
        ? text(
            "Shows as much as %s of the fixed ladder, %.1f dB, for the fewest bits.",
            curves.get(0).rung.name(), curves.get(0).xpsnr(asked))
        : "Shows the most of all smaller sizes for two fifths of the bits of the rung above.";
    return new SizeChoice(
        name, choice.quality(), Math.round(choice.bits()), round(choice.xpsnr()), reason);
  }

  private String leftOut(Curve curve, List<Choice> chosen) {
    Choice largest = chosen.get(0);
    if (curves.indexOf(curve) < curves.indexOf(largest.curve())) {
      return text(
          "Left out: %s shows as much, %.1f dB, for %.0f kbit/s.",
          largest.curve().rung.name(), largest.xpsnr(), largest.bits() / 1000);
    }
    return "Left out: the rungs beside it show as much, or nearly as much, for fewer bits.";
  }

  private static double round(double decibels) {
    return Math.round(decibels * 100) / 100.0;
  }

  private static String text(String format, @Nullable Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
