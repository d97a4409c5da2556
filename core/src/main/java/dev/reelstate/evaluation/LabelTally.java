package dev.reelstate.evaluation;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks classes up and counts those that a map does not name. Not thread-safe. */
final class LabelTally {

  private final LabelMap map;
  private final Map<String, Long> unknown = new TreeMap<>();

  LabelTally(LabelMap map) {
    this.map = map;
  }

  /** The class of the truth, or empty if the map does not name it. */
  Optional<String> known(String spelling) {
    Optional<String> label = Optional.ofNullable(map.classes().get(spelling));
    if (label.isEmpty()) {
      unknown.merge(spelling, 1L, Long::sum);
    }
    return label;
  }

  /** The content with what was left out, once all of it was looked up. */
  <T> LabelMap.Mapped<T> result(T content) {
    if (map.unknown() == LabelMap.Unknown.REFUSED && !unknown.isEmpty()) {
      throw new IllegalArgumentException(unknown.entrySet().stream()
          .map(one -> "\"" + one.getKey() + "\" (" + one.getValue() + ")")
          .collect(Collectors.joining(", ", "The truth has no class for ", ".")));
    }
    return new LabelMap.Mapped<>(content, unknown);
  }
}
