package dev.reelstate.evaluation.agreement;

import dev.reelstate.annotation.Annotation;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** Matches boxes one to one: as many pairs as possible, then the greatest total overlap. */
final class Matching {

  static final int NONE = -1;

  private Matching() {}

  /**
   * The partner of each box, by position, or {@link #NONE}.
   *
   * @param least how well a pair overlaps at least, above 0, at most 1
   */
  static int[] of(List<Annotation> boxes, List<Annotation> others, double least) {
    return of(boxes, others, (one, other) -> Overlap.of(one.box(), other.box()), least);
  }

  static <A, B> int[] of(
      List<A> rows, List<B> columns, ToDoubleBiFunction<A, B> overlap, double least) {
    int width = Math.max(rows.size(), columns.size());
    double[][] costs = new double[rows.size()][width];
    double more = Math.min(rows.size(), columns.size()) + 1.0;
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        double found = overlap.applyAsDouble(rows.get(row), columns.get(column));
        costs[row][column] = found >= least ? -more - found : 0;
      }
    }
    int[] partners = Assignment.columns(costs);
    for (int row = 0; row < partners.length; row++) {
      partners[row] = costs[row][partners[row]] < 0 ? partners[row] : NONE;
    }
    return partners;
  }
}
