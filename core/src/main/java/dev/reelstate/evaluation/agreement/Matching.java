package dev.reelstate.evaluation.agreement;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.evaluation.matching.BestPairs;
import dev.reelstate.evaluation.matching.Overlap;
import dev.reelstate.evaluation.matching.Pairs;
import java.util.Arrays;
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
    return of(boxes, others, (one, other) -> Overlap.between(one.box(), other.box()), least);
  }

  static <A, B> int[] of(
      List<A> rows, List<B> columns, ToDoubleBiFunction<A, B> overlap, double least) {
    Pairs pairs = new Pairs(rows.size(), columns.size());
    double more = Math.min(rows.size(), columns.size()) + 1.0;
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        double found = overlap.applyAsDouble(rows.get(row), columns.get(column));
        if (found >= least) {
          pairs.add(row, column, more + found);
        }
      }
    }
    int[] pairOfRow = BestPairs.choose(pairs, pairs.values());
    return Arrays.stream(pairOfRow)
        .map(pair -> pair < 0 ? NONE : pairs.column(pair))
        .toArray();
  }
}
