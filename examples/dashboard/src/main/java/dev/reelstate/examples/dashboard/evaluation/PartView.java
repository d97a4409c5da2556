package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.evaluation.run.RunPart;
import dev.reelstate.examples.dashboard.view.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of everything, of a class or of a slice, as clients see them.
 *
 * @param name the class or the slice; empty for everything
 * @param support how many objects of the truth the figures rest on
 */
@Wire
record PartView(String name, long support, List<Figure> figures) {

  /**
   * A figure.
   *
   * @param value null if it has none
   * @param low the lower end of its range, or null without one
   */
  @Wire
  record Figure(
      String name,
      @Nullable Double value,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double confidence) {

    static Figure of(String name, Double value, RunPart.@Nullable Range range) {
      return new Figure(
          name,
          value.isNaN() ? null : value,
          range == null ? null : range.low(),
          range == null ? null : range.high(),
          range == null ? null : range.confidence());
    }
  }

  static PartView of(String name, RunPart part) {
    return new PartView(
        name,
        part.support(),
        part.figures().values().entrySet().stream()
            .map(one -> Figure.of(one.getKey(), one.getValue(), part.ranges().get(one.getKey())))
            .toList());
  }
}
