package dev.reelstate.annotation;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One object on one frame. Immutable and thread-safe.
 *
 * @param label the object's class, as the source spells it; not blank
 * @param box the object's position
 * @param score its source's confidence, from 0 to 1, or null if the source gave none
 * @param track identifies the object across the frames of one video, or null if it was not tracked
 * @param traits properties that make it count for less
 * @param provenance who or what proposed it
 */
public record Annotation(
    String label,
    Box box,
    @Nullable Double score,
    @Nullable String track,
    Set<Trait> traits,
    Provenance provenance) {

  /**
   * Checks label and score.
   *
   * @throws IllegalArgumentException if the label is blank or the score out of range
   */
  public Annotation {
    Objects.requireNonNull(box, "box");
    Objects.requireNonNull(provenance, "provenance");
    if (label.isBlank()) {
      throw new IllegalArgumentException("An annotation needs a label.");
    }
    if (score != null && !(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("A score must be from 0 to 1, not " + score + ".");
    }
    score = score == null ? null : Double.valueOf(score + 0.0);
    traits = Set.copyOf(traits);
  }

  /** An object without score, track or traits. */
  public static Annotation of(String label, Box box, Provenance provenance) {
    return new Annotation(label, box, null, null, Set.of(), provenance);
  }

  /** A copy with a score from 0 to 1. */
  public Annotation withScore(double newScore) {
    return new Annotation(label, box, newScore, track, traits, provenance);
  }

  /** A copy that belongs to a track. */
  public Annotation withTrack(String newTrack) {
    return new Annotation(label, box, score, newTrack, traits, provenance);
  }

  /** A copy with different traits. */
  public Annotation withTraits(Set<Trait> newTraits) {
    return new Annotation(label, box, score, track, newTraits, provenance);
  }
}
