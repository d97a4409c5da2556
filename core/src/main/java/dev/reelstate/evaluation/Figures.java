package dev.reelstate.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Named numbers in a fixed order. A figure that has no value, such as the recall where there is
 * nothing to find, is known but empty; it is never 0 or -1 instead. Immutable and thread-safe.
 *
 * @param values the numbers by name; {@code NaN} stands for no value
 */
public record Figures(Map<String, Double> values) {

  /** Copies the map and keeps its order. */
  public Figures {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * One figure, or empty if it has no value.
   *
   * @throws IllegalArgumentException if there is no figure of that name
   */
  public OptionalDouble get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("There is no figure \"" + name + "\"; there are "
          + String.join(", ", values.keySet()) + ".");
    }
    return value.isNaN() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
