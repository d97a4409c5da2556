package dev.reelstate.evaluation.matching;

import dev.reelstate.annotation.Box;
import java.util.List;

/**
 * Intersection over union of boxes, from 0 to 1.
 *
 * <p>It is calculated from the edges, as the reference tool of tracking does, so that an overlap
 * exactly at a threshold falls on the same side.
 */
public final class Overlap {

  /** How far below a threshold an overlap still counts as at it: the rounding of one operation. */
  public static final double ROUNDING = Math.ulp(1.0);

  private Overlap() {}

  /**
   * Compares each box of the rows with each of the columns; the pairs are those that overlap, row
   * by row.
   */
  public static Pairs of(List<Box> rows, List<Box> columns) {
    Pairs pairs = new Pairs(rows.size(), columns.size());
    for (int row = 0; row < rows.size(); row++) {
      Box box = rows.get(row);
      for (int column = 0; column < columns.size(); column++) {
        double overlap = between(box, columns.get(column));
        if (overlap > 0) {
          pairs.add(row, column, overlap);
        }
      }
    }
    return pairs;
  }

  /** The intersection of two boxes over their union; 0 if either is empty. */
  public static double between(Box one, Box other) {
    double width = Math.min(one.right(), other.right()) - Math.max(one.x(), other.x());
    double height = Math.min(one.bottom(), other.bottom()) - Math.max(one.y(), other.y());
    if (!(width > 0 && height > 0)) {
      return 0;
    }
    double intersection = width * height;
    double area = area(one);
    double otherArea = area(other);
    double union = area + otherArea - intersection;
    boolean measurable = area > ROUNDING && otherArea > ROUNDING && union > ROUNDING;
    return measurable ? intersection / union : 0;
  }

  private static double area(Box box) {
    return (box.right() - box.x()) * (box.bottom() - box.y());
  }
}
