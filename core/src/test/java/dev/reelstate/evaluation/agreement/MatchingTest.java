package dev.reelstate.evaluation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingTest {

  @Test
  void more_pairs_count_more_than_a_better_pair() {
    double[][] overlaps = {{0.9, 0.6}, {0.6, 0}};

    assertThat(match(overlaps, 0.5)).containsExactly(1, 0);
  }

  @Test
  void among_as_many_pairs_the_greater_overlap_counts() {
    double[][] overlaps = {{0.6, 0.7}, {0.8, 0.6}};

    assertThat(match(overlaps, 0.5)).containsExactly(1, 0);
  }

  @Test
  void an_overlap_exactly_at_the_limit_is_enough() {
    assertThat(match(new double[][] {{0.5}}, 0.5)).containsExactly(0);
    assertThat(match(new double[][] {{0.49}}, 0.5)).containsExactly(Matching.NONE);
  }

  @Test
  void either_side_may_be_empty() {
    assertThat(Matching.of(List.of(), List.of(1), (one, other) -> 1, 0.5)).isEmpty();
    assertThat(Matching.of(List.of(1), List.of(), (one, other) -> 1, 0.5))
        .containsExactly(Matching.NONE);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 5", "5, 3", "6, 6"})
  void it_is_as_good_as_the_best_of_all_that_are_possible(int rows, int columns) {
    Random random = new Random(rows * 31L + columns);
    for (int round = 0; round < 50; round++) {
      double[][] overlaps = IntStream.range(0, rows)
          .mapToObj(row -> random.doubles(columns).toArray())
          .toArray(double[][]::new);

      assertThat(worth(overlaps, match(overlaps, 0.6)))
          .isCloseTo(best(overlaps, 0, new boolean[columns]), within(1e-9));
    }
  }

  private static int[] match(double[][] overlaps, double least) {
    return Matching.of(
        IntStream.range(0, overlaps.length).boxed().toList(),
        IntStream.range(0, overlaps[0].length).boxed().toList(),
        (row, column) -> overlaps[row][column],
        least);
  }

  private static double worth(double[][] overlaps, int[] partners) {
    double worth = 0;
    for (int row = 0; row < partners.length; row++) {
      worth += partners[row] == Matching.NONE ? 0 : 100 + overlaps[row][partners[row]];
    }
    return worth;
  }

  private static double best(double[][] overlaps, int row, boolean[] taken) {
    if (row == overlaps.length) {
      return 0;
    }
    double best = best(overlaps, row + 1, taken);
    for (int column = 0; column < taken.length; column++) {
      if (!taken[column] && overlaps[row][column] >= 0.6) {
        taken[column] = true;
        best = Math.max(best, 100 + overlaps[row][column] + best(overlaps, row + 1, taken));
        taken[column] = false;
      }
    }
    return best;
  }
}
