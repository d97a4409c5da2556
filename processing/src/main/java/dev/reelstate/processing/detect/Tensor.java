package dev.reelstate.processing.detect;

import java.util.Arrays;
import java.util.stream.Collectors;

/** An output of a model, of one picture: rows of numbers. Not thread-safe. */
final class Tensor {

  private final String name;
  private final int rows;
  private final int columns;
  private final float[] values;

  /**
   * A table.
   *
   * @param values row by row; used as they are
   * @throws IllegalArgumentException if there are more or fewer
   */
  Tensor(String name, int rows, int columns, float[] values) {
    if (values.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          values.length + " values are not " + rows + " by " + columns + ".");
    }
    this.name = name;
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /**
   * The rows of an output of any shape that has only two dimensions longer than one, or whose first
   * one is the batch.
   *
   * @throws UnsupportedModelException if the shape is another one
   */
  static Tensor of(String name, long[] shape, float[] values) throws UnsupportedModelException {
    if (shape.length < 2 || shape.length > 3 || (shape.length == 3 && shape[0] != 1)) {
      throw new UnsupportedModelException("The output " + name + " of the model has the shape "
          + text(shape) + "; detections are of the shape [1, n, m].");
    }
    int rows = (int) shape[shape.length - 2];
    int columns = (int) shape[shape.length - 1];
    return new Tensor(name, rows, columns, values);
  }

  /** What the model calls it. */
  String name() {
    return name;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  float at(int row, int column) {
    return values[row * columns + column];
  }

  /** With rows and columns exchanged. */
  Tensor transposed() {
    float[] turned = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = values[row * columns + column];
      }
    }
    return new Tensor(name, columns, rows, turned);
  }

  static String text(long[] shape) {
    return Arrays.stream(shape)
        .mapToObj(length -> length < 0 ? "?" : String.valueOf(length))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
