package dev.reelstate.examples.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class BdRateTest {

  /** Quality that rises by 2 dB for each doubling of a bit rate. */
  private static List<Point> curve(double factor, double cpu, double... rates) {
    return DoubleStream.of(rates)
        .mapToObj(rate -> new Point(rate * factor, 30 + 2 * Math.log(rate) / Math.log(2), cpu))
        .toList();
  }

  @Test
  void an_encoder_that_needs_half_the_bits_everywhere_has_a_ratio_of_a_half() {
    List<Point> theirs = curve(1, 4, 100, 200, 400, 800, 1600);
    List<Point> ours = curve(0.5, 3, 150, 250, 500, 1000, 2000);

    BdRate rate = BdRate.of(ours, theirs).orElseThrow();

    assertThat(rate.bits()).isCloseTo(0.5, within(1e-6));
    assertThat(rate.cpu()).isCloseTo(0.75, within(1e-6));
  }

  @Test
  void a_difference_at_one_end_counts_as_far_as_both_curves_reach() {
    List<Point> theirs = curve(1, 1, 100, 200, 400, 800, 1600);
    List<Point> ours = List.of(
        new Point(100, 30 + 2 * Math.log(100) / Math.log(2), 1),
        new Point(180, 30 + 2 * Math.log(200) / Math.log(2), 1),
        new Point(320, 30 + 2 * Math.log(400) / Math.log(2), 1),
        new Point(560, 30 + 2 * Math.log(800) / Math.log(2), 1),
        new Point(960, 30 + 2 * Math.log(1600) / Math.log(2), 1));

    assertThat(BdRate.of(ours, theirs).orElseThrow().bits())
        .describedAs("1, 0.9, 0.8, 0.7 and 0.6 times the bits")
        .isBetween(0.77, 0.81);
  }

  @Test
  void curves_without_a_common_range_of_quality_are_not_compared() {
    assertThat(BdRate.of(curve(1, 1, 1, 2, 4, 8, 16), curve(1, 1, 100, 200, 400, 800, 1600)))
        .isEmpty();
  }

  @Test
  void too_few_points_of_different_quality_are_not_compared() {
    List<Point> black = List.of(
        new Point(10, 100, 1), new Point(20, 100, 1), new Point(30, 100, 1), new Point(40, 100, 1));

    assertThat(BdRate.of(black, curve(1, 1, 100, 200, 400, 800, 1600))).isEmpty();
  }

  @Test
  void the_mean_of_films_is_geometric() {
    BdRate mean = BdRate.mean(List.of(new BdRate(0.5, 1), new BdRate(2, 4)));

    assertThat(mean.bits()).isCloseTo(1, within(1e-9));
    assertThat(mean.cpu()).isCloseTo(2, within(1e-9));
  }
}
