package dev.reelstate.evaluation;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Trait;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A part of the data, for which every figure can be had by scoring what {@link #apply} leaves.
 *
 * <p>What is asked of videos, times and classes removes the rest: sequences, scenes, and objects
 * and detections of other classes. A sequence of which no scene is left is removed too. What is
 * asked of single objects, such as their size, cannot be known of a detection; there, the objects
 * outside the slice stay and get {@link Trait#IGNORE}, so that a detection that finds one counts
 * neither way. A detection that finds nothing at all is a false alarm in every such slice.
 *
 * <p>Everything asked for must hold. Immutable and thread-safe.
 *
 * @param classes the classes; empty means all
 * @param minArea the smallest area of an object in square pixels, inclusive: its own, or that of
 *     its box if it has none; not negative
 * @param maxArea the largest area, inclusive; may be infinite
 * @param attributes values that an object's attributes have, by name
 * @param with traits that an object has
 * @param without traits that an object does not have
 * @param from the earliest time of a scene, inclusive
 * @param to the end of the times, exclusive
 * @param labels values that the labels of a sequence have, by name
 */
public record Slice(
    Set<String> classes,
    double minArea,
    double maxArea,
    Map<String, String> attributes,
    Set<Trait> with,
    Set<Trait> without,
    Duration from,
    Duration to,
    Map<String, String> labels) {

  private static final Duration END = Duration.ofSeconds(Long.MAX_VALUE);

  private static final Slice EVERYTHING = new Slice(
      Set.of(),
      0,
      Double.POSITIVE_INFINITY,
      Map.of(),
      Set.of(),
      Set.of(),
      Duration.ZERO,
      END,
      Map.of());

  /**
   * Copies sets and maps, and checks the ranges.
   *
   * @throws IllegalArgumentException if the areas or times are in the wrong order, or an area is
   *     negative
   */
  public Slice {
    classes = Set.copyOf(classes);
    attributes = Map.copyOf(attributes);
    with = Set.copyOf(with);
    without = Set.copyOf(without);
    labels = Map.copyOf(labels);
    if (!(minArea >= 0 && minArea <= maxArea)) {
      throw new IllegalArgumentException(
          "Areas from " + minArea + " to " + maxArea + " are not a range.");
    }
    if (from.compareTo(to) > 0) {
      throw new IllegalArgumentException("Times from " + from + " to " + to + " are not a range.");
    }
  }

  /** A slice that leaves everything as it is. */
  public static Slice everything() {
    return EVERYTHING;
  }

  /** A copy with one more class. */
  public Slice withClass(String label) {
    Set<String> more = new HashSet<>(classes);
    more.add(label);
    return new Slice(more, minArea, maxArea, attributes, with, without, from, to, labels);
  }

  /** A copy with a range of areas in square pixels, both ends inclusive. */
  public Slice withAreas(double least, double most) {
    return new Slice(classes, least, most, attributes, with, without, from, to, labels);
  }

  /** A copy that asks for the value of one more attribute of an object. */
  public Slice withAttribute(String name, String value) {
    Map<String, String> more = plus(attributes, name, value);
    return new Slice(classes, minArea, maxArea, more, with, without, from, to, labels);
  }

  /** A copy that asks for one more trait of an object. */
  public Slice withTrait(Trait trait) {
    Set<Trait> more = plus(with, trait);
    return new Slice(classes, minArea, maxArea, attributes, more, without, from, to, labels);
  }

  /** A copy that asks for objects without a trait. */
  public Slice withoutTrait(Trait trait) {
    Set<Trait> more = plus(without, trait);
    return new Slice(classes, minArea, maxArea, attributes, with, more, from, to, labels);
  }

  /** A copy with a range of times, the first inclusive, the second exclusive. */
  public Slice withTimes(Duration start, Duration end) {
    return new Slice(classes, minArea, maxArea, attributes, with, without, start, end, labels);
  }

  /** A copy that asks for the value of one more label of a video. */
  public Slice withLabel(String name, String value) {
    Map<String, String> more = plus(labels, name, value);
    return new Slice(classes, minArea, maxArea, attributes, with, without, from, to, more);
  }

  private static Map<String, String> plus(Map<String, String> map, String name, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(name, value);
    return more;
  }

  private static Set<Trait> plus(Set<Trait> traits, Trait trait) {
    Set<Trait> more = EnumSet.of(trait);
    more.addAll(traits);
    return more;
  }

  /** Whether a class is in the slice. */
  public boolean hasClass(String label) {
    return classes.isEmpty() || classes.contains(label);
  }

  /** Whether a time is in the slice. */
  public boolean hasTime(Duration time) {
    return time.compareTo(from) >= 0 && time.compareTo(to) < 0;
  }

  /** Whether a video with these labels is in the slice. */
  public boolean hasVideo(Map<String, String> videoLabels) {
    return videoLabels.entrySet().containsAll(labels.entrySet());
  }

  /** Whether an object's area, attributes and traits are in the slice. */
  public boolean hasObject(Annotation object) {
    Double own = object.area();
    double area = own == null ? object.box().area() : own;
    return area >= minArea
        && area <= maxArea
        && object.attributes().entrySet().containsAll(attributes.entrySet())
        && object.traits().containsAll(with)
        && without.stream().noneMatch(object.traits()::contains);
  }

  /** What is left of sequences in this slice; see above. */
  public List<Sequence> apply(List<Sequence> sequences) {
    return equals(EVERYTHING)
        ? List.copyOf(sequences)
        : sequences.stream()
            .filter(sequence -> hasVideo(sequence.labels()))
            .map(this::apply)
            .filter(sequence -> !sequence.scenes().isEmpty())
            .toList();
  }

  /**
   * What is left of sequences of events: videos, times and classes outside the slice are removed,
   * and with them sequences of which nothing is left. A detection beyond the end of the times does
   * not find an event within them.
   *
   * @throws IllegalArgumentException if the slice asks for an area, an attribute or a trait, which
   *     events do not have
   */
  public List<EventSequence> applyToEvents(List<EventSequence> sequences) {
    if (!equalAreas() || !attributes.isEmpty() || !with.isEmpty() || !without.isEmpty()) {
      throw new IllegalArgumentException(
          "Events have no areas, attributes or traits, but the slice is \"" + this + "\".");
    }
    return equals(EVERYTHING)
        ? List.copyOf(sequences)
        : sequences.stream()
            .filter(sequence -> hasVideo(sequence.labels()))
            .map(this::apply)
            .filter(sequence ->
                !sequence.truth().isEmpty() || !sequence.detections().isEmpty())
            .toList();
  }

  private EventSequence apply(EventSequence sequence) {
    return new EventSequence(
        sequence.name(),
        sequence.labels(),
        sequence.truth().stream().filter(this::hasEvent).toList(),
        sequence.detections().stream().filter(this::hasEvent).toList());
  }

  private boolean hasEvent(Event event) {
    return hasClass(event.label()) && hasTime(event.time());
  }

  /** Parameters, and this slice among them unless it is everything. */
  Map<String, String> describe(Map<String, String> parameters) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    if (!equals(EVERYTHING)) {
      all.put("slice", toString());
    }
    return Collections.unmodifiableMap(all);
  }

  private Sequence apply(Sequence sequence) {
    return new Sequence(
        sequence.name(),
        sequence.labels(),
        sequence.scenes().stream()
            .filter(scene -> hasTime(scene.frame().pts()))
            .map(this::apply)
            .toList());
  }

  private Scene apply(Scene scene) {
    return new Scene(
        scene.frame(),
        scene.truth().stream()
            .filter(one -> hasClass(one.label()))
            .map(this::apply)
            .toList(),
        scene.detections().stream().filter(one -> hasClass(one.label())).toList());
  }

  private Annotation apply(Annotation object) {
    return hasObject(object) ? object : object.withTraits(plus(object.traits(), Trait.IGNORE));
  }

  /** What is asked for, in words, always in the same order. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    add(text, "class", classes.isEmpty() ? "" : String.join(" or ", new TreeSet<>(classes)));
    add(text, "area", equalAreas() ? "" : minArea + " to " + maxArea);
    add(text, "attributes", attributes.isEmpty() ? "" : new TreeMap<>(attributes).toString());
    add(text, "with", with.isEmpty() ? "" : new TreeSet<>(with).toString());
    add(text, "without", without.isEmpty() ? "" : new TreeSet<>(without).toString());
    add(text, "time", from.isZero() && to.equals(END) ? "" : from + " to " + to);
    add(text, "video", labels.isEmpty() ? "" : new TreeMap<>(labels).toString());
    return text.isEmpty() ? "everything" : text.toString();
  }

  private boolean equalAreas() {
    return minArea == EVERYTHING.minArea && maxArea == EVERYTHING.maxArea;
  }

  private static void add(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(value);
    }
  }
}
