package dev.reelstate.evaluation.agreement;

import java.util.Arrays;

/**
 * Pairs rows with columns one to one so that the total cost is least: the Hungarian method with
 * potentials, by shortest augmenting paths, after Jonker and Volgenant, "A Shortest Augmenting Path
 * Algorithm for Dense and Sparse Linear Assignment Problems", 1987. Takes time proportional to
 * rows² times columns. Not thread-safe.
 *
 * <p>Rows and columns count from 1 inside; column 0 stands for the row that looks for a place.
 */
final class Assignment {

  private final double[][] costs;
  private final int columns;
  private final double[] rowPotential;
  private final double[] columnPotential;
  private final int[] rowOf;

  private Assignment(double[][] costs, int columns) {
    this.costs = costs;
    this.columns = columns;
    rowPotential = new double[costs.length + 1];
    columnPotential = new double[columns + 1];
    rowOf = new int[columns + 1];
  }

  /**
   * The column of each row.
   *
   * @param costs finite numbers, with at least as many columns as rows
   */
  static int[] columns(double[][] costs) {
    if (costs.length == 0) {
      return new int[0];
    }
    Assignment assignment = new Assignment(costs, costs[0].length);
    for (int row = 1; row <= costs.length; row++) {
      assignment.place(row);
    }
    int[] columnOf = new int[costs.length];
    for (int column = 1; column <= assignment.columns; column++) {
      if (assignment.rowOf[column] > 0) {
        columnOf[assignment.rowOf[column] - 1] = column - 1;
      }
    }
    return columnOf;
  }

  private void place(int row) {
    double[] distance = new double[columns + 1];
    int[] from = new int[columns + 1];
    boolean[] done = new boolean[columns + 1];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    rowOf[0] = row;
    int column = 0;
    while (rowOf[column] != 0) {
      done[column] = true;
      relax(column, distance, from, done);
      int next = nearest(distance, done);
      shift(distance[next], distance, done);
      column = next;
    }
    while (column != 0) {
      rowOf[column] = rowOf[from[column]];
      column = from[column];
    }
  }

  private void relax(int column, double[] distance, int[] from, boolean[] done) {
    int row = rowOf[column];
    for (int other = 1; other <= columns; other++) {
      double reduced = costs[row - 1][other - 1] - rowPotential[row] - columnPotential[other];
      if (!done[other] && reduced < distance[other]) {
        distance[other] = reduced;
        from[other] = column;
      }
    }
  }

  private int nearest(double[] distance, boolean[] done) {
    int nearest = 0;
    for (int column = 1; column <= columns; column++) {
      if (!done[column] && (nearest == 0 || distance[column] < distance[nearest])) {
        nearest = column;
      }
    }
    return nearest;
  }

  private void shift(double by, double[] distance, boolean[] done) {
    for (int column = 0; column <= columns; column++) {
      if (done[column]) {
        rowPotential[rowOf[column]] += by;
        columnPotential[column] -= by;
      } else {
        distance[column] -= by;
      }
    }
  }
}
