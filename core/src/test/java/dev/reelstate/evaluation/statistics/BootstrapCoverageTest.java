package dev.reelstate.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.evaluation.statistics.CoverageSimulation.Coverage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything is seeded, so that this passes always or never. */
class BootstrapCoverageTest {

  private static final int DATA_SETS = 1_000;
  private static final int SAMPLES = 400;

  @ParameterizedTest
  @CsvSource({"0.8, Infinity, 0, 20", "0.5, 4, 0.8, 30", "0.8, 4, 0, 50"})
  void intervals_of_95_percent_contain_the_rate_that_often(
      double rate, double alikeness, double skew, int videos) {
    Population population = new Population(rate, alikeness, 10, skew);

    assertCoverage(CoverageSimulation.ofRate(population, videos, DATA_SETS, SAMPLES));
  }

  @Test
  void intervals_of_95_percent_contain_the_difference_that_often() {
    Population population = new Population(0.8, 4, 10, 0);

    assertCoverage(CoverageSimulation.ofDifference(population, 30, DATA_SETS, SAMPLES));
  }

  private static void assertCoverage(Coverage coverage) {
    assertThat(coverage.covered()).isBetween(0.93, 0.97);
    assertThat(coverage.tooLow()).isBetween(0.01, 0.04);
    assertThat(coverage.none()).isZero();
  }
}
