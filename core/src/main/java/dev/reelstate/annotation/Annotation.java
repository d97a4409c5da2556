package dev.reelstate.annotation;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One object on one frame. Immutable and thread-safe.
 *
 * @param label the object's class, as the source spells it; not blank
 * @param box the object's position
 * @param area how many square pixels of the box the object itself covers, such as the area of its
 *     outline, finite and not negative; null if only the box is known
 * @param score its source's confidence, from 0 to 1, or null if the source gave none
 * @param track identifies the object across the frames of one video, or null if it was not tracked
 * @param traits properties that make it count for less or that it is sliced by
 * @param attributes what else is known of it, such as its colour, by name; names are not blank
 * @param provenance who or what proposed it
 */
public record Annotation(
    String label,
    Box box,
    @Nullable Double area,
    @Nullable Double score,
    @Nullable String track,
    Set<Trait> traits,
    Map<String, String> attributes,
    Provenance provenance) {

  /**
   * Checks label, area, score and attributes.
   *
   * @throws IllegalArgumentException if the label or the name of an attribute is blank, or the area
   *     or the score out of range
   */
  public Annotation {
    Objects.requireNonNull(box, "box");
    Objects.requireNonNull(provenance, "provenance");
    if (label.isBlank()) {
      throw new IllegalArgumentException("An annotation needs a label.");
    }
    if (area != null && !(area >= 0 && Double.isFinite(area))) {
      throw new IllegalArgumentException("An area must not be negative, but is " + area + ".");
    }
    if (score != null && !(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("A score must be from 0 to 1, not " + score + ".");
    }
    if (attributes.keySet().stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("An attribute needs a name.");
    }
    area = area == null ? null : Double.valueOf(area + 0.0);
    score = score == null ? null : Double.valueOf(score + 0.0);
    traits = Set.copyOf(traits);
    attributes = Map.copyOf(attributes);
  }

  /** An object of which no more is known. */
  public static Annotation of(String label, Box box, Provenance provenance) {
    return new Annotation(label, box, null, null, null, Set.of(), Map.of(), provenance);
  }

  /** A copy with its own area in square pixels. */
  public Annotation withArea(double newArea) {
    return new Annotation(label, box, newArea, score, track, traits, attributes, provenance);
  }

  /** A copy with a score from 0 to 1. */
  public Annotation withScore(double newScore) {
    return new Annotation(label, box, area, newScore, track, traits, attributes, provenance);
  }

  /** A copy that belongs to a track. */
  public Annotation withTrack(String newTrack) {
    return new Annotation(label, box, area, score, newTrack, traits, attributes, provenance);
  }

  /** A copy with different traits. */
  public Annotation withTraits(Set<Trait> newTraits) {
    return new Annotation(label, box, area, score, track, newTraits, attributes, provenance);
  }

  /** A copy from another source, or of another standing. */
  public Annotation withProvenance(Provenance newProvenance) {
    return new Annotation(label, box, area, score, track, traits, attributes, newProvenance);
  }

  /** A copy of another class. */
  public Annotation withLabel(String newLabel) {
    return new Annotation(newLabel, box, area, score, track, traits, attributes, provenance);
  }

  /** A copy with different attributes. */
  public Annotation withAttributes(Map<String, String> newAttributes) {
    return new Annotation(label, box, area, score, track, traits, newAttributes, provenance);
  }
}
