package dev.reelstate.evaluation.matching;

import java.util.Arrays;

/**
 * The pairs of two lists that have anything to do with each other, with a value each: a sparse
 * matrix. Pairs are numbered from 0 in the order in which they were added. Not thread-safe while
 * pairs are added.
 */
public final class Pairs {

  private final int rows;
  private final int columns;
  private int size;
  private int[] row = new int[8];
  private int[] column = new int[8];
  private double[] value = new double[8];

  /** No pairs yet between so many rows and so many columns. */
  public Pairs(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /** Adds a pair, which must be new. */
  public void add(int inRow, int inColumn, double itsValue) {
    if (size == value.length) {
      row = Arrays.copyOf(row, size * 2);
      column = Arrays.copyOf(column, size * 2);
      value = Arrays.copyOf(value, size * 2);
    }
    row[size] = inRow;
    column[size] = inColumn;
    value[size++] = itsValue;
  }

  /** The length of the first list. */
  public int rows() {
    return rows;
  }

  /** The length of the second list. */
  public int columns() {
    return columns;
  }

  /** The number of pairs. */
  public int size() {
    return size;
  }

  /** The position in the first list, from 0. */
  public int row(int pair) {
    return row[pair];
  }

  /** The position in the second list, from 0. */
  public int column(int pair) {
    return column[pair];
  }

  /** The value. */
  public double value(int pair) {
    return value[pair];
  }

  /** The values of all pairs, in their order. */
  public double[] values() {
    return Arrays.copyOf(value, size);
  }
}
