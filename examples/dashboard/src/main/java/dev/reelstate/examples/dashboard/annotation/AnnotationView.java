package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.StoredText;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Trait;
import dev.reelstate.examples.dashboard.view.Wire;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An annotation as clients see it; positions are in upright display pixels. */
@Wire
record AnnotationView(
    String label,
    double x,
    double y,
    double width,
    double height,
    @Nullable Double area,
    @Nullable Double score,
    @Nullable String track,
    List<String> traits,
    Map<String, String> attributes,
    String origin,
    String by,
    boolean confirmed,
    @Nullable String confirmedBy) {

  AnnotationView {
    Body.require("label", label);
    Body.require("traits", traits);
    Body.require("attributes", attributes);
    Body.require("origin", origin);
    Body.require("by", by);
  }

  static AnnotationView of(Annotation one) {
    Box box = one.box();
    Provenance source = one.provenance();
    return new AnnotationView(
        one.label(),
        box.x(),
        box.y(),
        box.width(),
        box.height(),
        one.area(),
        one.score(),
        one.track(),
        one.traits().stream().sorted().map(AnnotationView::name).toList(),
        new TreeMap<>(one.attributes()),
        source.origin().wireName(),
        source.by(),
        source.confirmed(),
        source.confirmedBy());
  }

  static @Nullable AnnotationView ofNullable(@Nullable Annotation one) {
    return one == null ? null : of(one);
  }

  private static String name(Trait trait) {
    return trait.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The annotation.
   *
   * @throws IllegalArgumentException if it is not valid
   */
  Annotation annotation() {
    attributes.forEach((name, value) -> {
      StoredText.text("the attribute's name", name);
      StoredText.text("the attribute " + name, value);
    });
    return new Annotation(
        StoredText.word("the class", label),
        new Box(x, y, width, height),
        area,
        score,
        track == null ? null : StoredText.word("the track", track),
        traits.stream()
            .map(name -> Trait.valueOf(name.toUpperCase(Locale.ROOT)))
            .collect(Collectors.toSet()),
        attributes,
        new Provenance(Provenance.Origin.parse(origin), by, confirmed, confirmedBy));
  }
}
