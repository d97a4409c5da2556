package dev.reelstate.evaluation.matching;

import java.util.Arrays;

/**
 * The cheapest one-to-one assignment of rows to columns: as many pairs as the shorter side allows,
 * of the least total cost.
 *
 * <p>Shortest augmenting paths with potentials (Jonker and Volgenant 1987, rectangular as in Crouse
 * 2016, "On implementing 2D rectangular assignment algorithms"). One path is added for each row; a
 * path costs at most rows times columns, so the whole is cubic at worst and nearly quadratic where
 * few rows compete.
 *
 * <p>Where several assignments are equally cheap, which one results is fixed by the order in which
 * columns are examined: backwards, those taken last moving up, and a free column before a taken
 * one. The reference tools solve with SciPy, which does the same, so that ties end alike.
 */
public final class Assignment {

  private static final int NONE = -1;

  private final double[] cost;
  private final int columns;
  private final double[] rowPrice;
  private final double[] columnPrice;
  private final int[] columnOfRow;
  private final int[] rowOfColumn;

  private final double[] distance;
  private final int[] cameFrom;
  private final int[] open;
  private final int[] visitedRows;
  private int openCount;
  private int visitedCount;
  private double reached;

  private Assignment(double[] cost, int rows, int columns) {
    this.cost = cost;
    this.columns = columns;
    rowPrice = new double[rows];
    columnPrice = new double[columns];
    columnOfRow = new int[rows];
    rowOfColumn = new int[columns];
    distance = new double[columns];
    cameFrom = new int[columns];
    open = new int[columns];
    visitedRows = new int[rows];
    Arrays.fill(columnOfRow, NONE);
    Arrays.fill(rowOfColumn, NONE);
  }

  /**
   * Solves a matrix.
   *
   * @param cost the finite costs, row by row; more entries than rows times columns are not read
   * @param rows the number of rows, not negative
   * @param columns the number of columns, not negative
   * @return the column of each row, or -1 for a row that gets none because there are more rows than
   *     columns
   */
  public static int[] cheapest(double[] cost, int rows, int columns) {
    if (rows <= columns) {
      return new Assignment(cost, rows, columns).solve();
    }
    int[] rowOfColumn = new Assignment(transposed(cost, rows, columns), columns, rows).solve();
    int[] columnOfRow = new int[rows];
    Arrays.fill(columnOfRow, NONE);
    for (int column = 0; column < columns; column++) {
      columnOfRow[rowOfColumn[column]] = column;
    }
    return columnOfRow;
  }

  private static double[] transposed(double[] cost, int rows, int columns) {
    double[] transposed = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = cost[row * columns + column];
      }
    }
    return transposed;
  }

  private int[] solve() {
    for (int row = 0; row < columnOfRow.length; row++) {
      int end = shortestPath(row);
      raisePrices(row);
      augment(row, end);
    }
    return columnOfRow;
  }

  /** Finds the cheapest way from a new row to a free column, and returns that column. */
  private int shortestPath(int newRow) {
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    for (int position = 0; position < columns; position++) {
      open[position] = columns - 1 - position;
    }
    openCount = columns;
    visitedCount = 0;
    reached = 0;
    int row = newRow;
    while (true) {
      visitedRows[visitedCount++] = row;
      int position = nearest(row);
      int column = open[position];
      reached = distance[column];
      openCount--;
      open[position] = open[openCount];
      open[openCount] = column;
      if (rowOfColumn[column] == NONE) {
        return column;
      }
      row = rowOfColumn[column];
    }
  }

  /** Relaxes the open columns from a row, and returns the position of the nearest of them. */
  private int nearest(int row) {
    int offset = row * columns;
    double price = rowPrice[row];
    double lowest = Double.POSITIVE_INFINITY;
    int best = NONE;
    for (int position = 0; position < openCount; position++) {
      int column = open[position];
      double through = reached + cost[offset + column] - price - columnPrice[column];
      if (through < distance[column]) {
        distance[column] = through;
        cameFrom[column] = row;
      }
      double length = distance[column];
      if (length < lowest || (length == lowest && rowOfColumn[column] == NONE)) {
        lowest = length;
        best = position;
      }
    }
    if (!(lowest < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("Costs must be finite.");
    }
    return best;
  }

  private void raisePrices(int newRow) {
    rowPrice[newRow] += reached;
    for (int i = 1; i < visitedCount; i++) {
      int row = visitedRows[i];
      rowPrice[row] += reached - distance[columnOfRow[row]];
    }
    for (int i = openCount; i < columns; i++) {
      int column = open[i];
      columnPrice[column] -= reached - distance[column];
    }
  }

  private void augment(int newRow, int end) {
    int column = end;
    int row;
    do {
      row = cameFrom[column];
      rowOfColumn[column] = row;
      int released = columnOfRow[row];
      columnOfRow[row] = column;
      column = released;
    } while (row != newRow);
  }
}
