package dev.reelstate.evaluation.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AssignmentTest {

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void the_cheapest_assignment_is_found() {
    double[] cost = {4, 1, 3, 2, 0, 5, 3, 2, 2};

    assertThat(Assignment.cheapest(cost, 3, 3)).containsExactly(1, 0, 2);
  }

  @Test
  void the_shorter_side_is_assigned_completely() {
    assertThat(Assignment.cheapest(new double[] {5, 1, 2}, 1, 3)).containsExactly(1);
    assertThat(Assignment.cheapest(new double[] {5, 1, 2}, 3, 1)).containsExactly(-1, 0, -1);
    assertThat(Assignment.cheapest(new double[0], 0, 3)).isEmpty();
    assertThat(Assignment.cheapest(new double[0], 2, 0)).containsExactly(-1, -1);
  }

  @Test
  void ties_keep_the_order() {
    assertThat(Assignment.cheapest(new double[9], 3, 3)).containsExactly(0, 1, 2);
    assertThat(Assignment.cheapest(new double[6], 2, 3)).containsExactly(0, 1);
    assertThat(Assignment.cheapest(new double[6], 3, 2)).containsExactly(0, 1, -1);
  }

  @Test
  void costs_must_be_finite() {
    double[] cost = {Double.POSITIVE_INFINITY};

    assertThatIllegalArgumentException().isThrownBy(() -> Assignment.cheapest(cost, 1, 1));
  }

  @Test
  void no_assignment_is_cheaper() {
    for (int round = 0; round < 3_000; round++) {
      int rows = random.nextInt(1, 6);
      int columns = random.nextInt(1, 6);
      boolean ties = random.nextBoolean();
      double[] cost = random
          .doubles((long) rows * columns, -3, 3)
          .map(value -> ties ? Math.rint(value) : value)
          .toArray();

      int[] columnOfRow = Assignment.cheapest(cost, rows, columns);

      assertThat(Arrays.stream(columnOfRow)
              .filter(column -> column >= 0)
              .distinct()
              .count())
          .isEqualTo(Math.min(rows, columns));
      assertThat(sum(cost, columns, columnOfRow))
          .isCloseTo(
              cheapest(cost, rows, columns, 0, 0, Math.max(0, rows - columns)), within(1e-9));
    }
  }

  private static double sum(double[] cost, int columns, int[] columnOfRow) {
    double sum = 0;
    for (int row = 0; row < columnOfRow.length; row++) {
      sum += columnOfRow[row] < 0 ? 0 : cost[row * columns + columnOfRow[row]];
    }
    return sum;
  }

  /** Tries everything from a row on, with some columns taken and so many rows to be left out. */
  private static double cheapest(
      double[] cost, int rows, int columns, int row, int taken, int without) {
    if (row == rows) {
      return without == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    double least = without == 0
        ? Double.POSITIVE_INFINITY
        : cheapest(cost, rows, columns, row + 1, taken, without - 1);
    for (int column = 0; column < columns; column++) {
      if ((taken & (1 << column)) == 0) {
        double rest = cheapest(cost, rows, columns, row + 1, taken | (1 << column), without);
        least = Math.min(least, cost[row * columns + column] + rest);
      }
    }
    return least;
  }
}
