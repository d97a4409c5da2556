package dev.reelstate.processing.format;

import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.Trait;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object in a picture: annotated, or detected if it has a score. Immutable and thread-safe.
 *
 * @param image the ID of the picture
 * @param id identifies it within its data, or null
 * @param label the name of its category; not blank
 * @param box its position in pixels; may have no width or height
 * @param area how many square pixels of the box it covers itself, or null if only the box is known
 * @param score how sure its source is, on any scale, finite; null if the source gave none
 * @param track identifies it across the frames of a video, or null
 * @param traits what makes it count for less or is sliced by
 * @param attributes what else is known, by name
 */
public record LabelledObject(
    String image,
    @Nullable String id,
    String label,
    Box box,
    @Nullable Double area,
    @Nullable Double score,
    @Nullable String track,
    Set<Trait> traits,
    Map<String, String> attributes) {

  /**
   * Checks label, area, score and attributes.
   *
   * @throws IllegalArgumentException if the label or the name of an attribute is blank, the area
   *     negative, or the score not finite
   */
  public LabelledObject {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(box, "box");
    if (label.isBlank()) {
      throw new IllegalArgumentException("An object needs a label.");
    }
    if (area != null && !(area >= 0 && Double.isFinite(area))) {
      throw new IllegalArgumentException("An area must not be negative, but is " + area + ".");
    }
    if (score != null && !Double.isFinite(score)) {
      throw new IllegalArgumentException("A score must be finite, but is " + score + ".");
    }
    if (attributes.keySet().stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("An attribute needs a name.");
    }
    traits = Set.copyOf(traits);
    attributes = Map.copyOf(attributes);
  }

  /** An object of which no more is known. */
  public static LabelledObject of(String image, String label, Box box) {
    return new LabelledObject(image, null, label, box, null, null, null, Set.of(), Map.of());
  }

  /** A copy with another label. */
  public LabelledObject withLabel(String newLabel) {
    return new LabelledObject(image, id, newLabel, box, area, score, track, traits, attributes);
  }

  /** A copy with a score. */
  public LabelledObject withScore(double newScore) {
    return new LabelledObject(image, id, label, box, area, newScore, track, traits, attributes);
  }

  /** A copy that belongs to a track, or to none if it is null. */
  public LabelledObject withTrack(@Nullable String newTrack) {
    return new LabelledObject(image, id, label, box, area, score, newTrack, traits, attributes);
  }

  /** A copy with other traits. */
  public LabelledObject withTraits(Set<Trait> newTraits) {
    return new LabelledObject(image, id, label, box, area, score, track, newTraits, attributes);
  }

  /** A copy with other attributes. */
  public LabelledObject withAttributes(Map<String, String> newAttributes) {
    return new LabelledObject(image, id, label, box, area, score, track, traits, newAttributes);
  }
}
