package dev.reelstate.examples.evaluate.input;

import dev.reelstate.evaluation.Slice;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a slice asks for. */
final class SliceQuery {

  private static final Set<String> KEYS =
      Set.of("class", "min_area", "max_area", "attributes", "from_ms", "to_ms");

  private SliceQuery() {}

  /** The slices by name, in their order. */
  static Map<String, Slice> all(JsonPart slices) throws UnusableException {
    Map<String, Slice> all = new LinkedHashMap<>();
    for (Iterator<String> names = slices.node().fieldNames(); names.hasNext(); ) {
      String name = names.next();
      JsonPart query = slices.part(name).orElseThrow(() -> slices.wrong(quoted(name) + " is null"));
      all.put(name, slice(query));
    }
    return all;
  }

  private static Slice slice(JsonPart query) throws UnusableException {
    query.requireKnown(KEYS);
    if (query.node().isEmpty()) {
      throw query.wrong(
          "a slice asks for one of " + String.join(", ", KEYS.stream().sorted().toList()));
    }
    Optional<String> label = query.text("class");
    Slice all = Slice.everything();
    Slice slice = label.isPresent() ? all.withClass(label.get()) : all;
    Optional<JsonPart> attributes = query.part("attributes");
    if (attributes.isPresent()) {
      slice = withAttributes(slice, attributes.get());
    }
    return ranges(slice, query);
  }

  private static Slice withAttributes(Slice slice, JsonPart attributes) throws UnusableException {
    Slice more = slice;
    for (Iterator<String> names = attributes.node().fieldNames(); names.hasNext(); ) {
      String name = names.next();
      more = more.withAttribute(name, attributes.text(name).orElseThrow());
    }
    return more;
  }

  private static Slice ranges(Slice slice, JsonPart query) throws UnusableException {
    double least = query.number("min_area").orElse(slice.minArea());
    double most = query.number("max_area").orElse(slice.maxArea());
    Duration from = time(query, "from_ms").orElse(slice.from());
    Duration to = time(query, "to_ms").orElse(slice.to());
    return query.checked(given -> slice.withAreas(least, most).withTimes(from, to));
  }

  private static Optional<Duration> time(JsonPart query, String key) throws UnusableException {
    Optional<Double> given = query.number(key);
    return given.isEmpty()
        ? Optional.empty()
        : Optional.of(query.checked(
            part -> Milliseconds.parse(BigDecimal.valueOf(given.get()).toString())));
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }
}
