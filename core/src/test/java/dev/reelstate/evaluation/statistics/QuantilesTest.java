package dev.reelstate.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantilesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "1, 0.8413447460685429",
    "-1.959963984540054, 0.025",
    "2.5758293035489004, 0.995",
    "-6, 9.865876450376946e-10"
  })
  void the_normal_distribution_is_that_of_tables(double point, double mass) {
    assertThat(Quantiles.normalMass(point)).isCloseTo(mass, within(1e-15));
    assertThat(Quantiles.normal(mass)).isCloseTo(point, within(1e-6));
  }

  @Test
  void the_far_ends_have_all_or_nothing() {
    assertThat(Quantiles.normalMass(-40)).isZero();
    assertThat(Quantiles.normalMass(40)).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "0.975, 4, 2.776",
    "0.975, 9, 2.262",
    "0.975, 29, 2.045",
    "0.95, 5, 2.015",
    "0.995, 10, 3.169",
    "0.025, 10, -2.228"
  })
  void students_quantiles_are_those_of_tables(double mass, double degrees, double point) {
    assertThat(Quantiles.student(mass, degrees)).isCloseTo(point, within(0.02));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.125, 1", "0.25, 1.5", "0.5, 4", "0.875, 7", "1, 7"})
  void a_sample_is_read_between_the_middles_of_its_numbers(double share, double point) {
    assertThat(Quantiles.sample(new double[] {1, 2, 6, 7}, share)).isCloseTo(point, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "0.1, 5", "0.25, 5", "0.5, 6", "0.75, 7", "1, 7"})
  void equal_numbers_stand_for_the_middle_of_their_share(double share, double point) {
    assertThat(Quantiles.sample(new double[] {5, 5, 7, 7}, share)).isCloseTo(point, within(1e-12));
  }
}
