package dev.reelstate.annotation;

import dev.reelstate.video.GroundTruthStatus;
import java.util.Locale;

/**
 * The state of the review of a ground-truth revision. People move it back and forth until it is
 * approved, which is final: figures refer to approved revisions.
 */
public enum ReviewState {
  /** Proposed; nobody has reviewed it. */
  DRAFT,
  /** A person is reviewing it. */
  IN_REVIEW,
  /** A person approved it. */
  APPROVED;

  /** Whether people may move a revision from this state to another one. */
  public boolean canBecome(ReviewState next) {
    return this != APPROVED && this != next;
  }

  /** The status of a video whose latest revision is in this state. */
  public GroundTruthStatus status() {
    return switch (this) {
      case DRAFT -> GroundTruthStatus.PROPOSED;
      case IN_REVIEW -> GroundTruthStatus.IN_REVIEW;
      case APPROVED -> GroundTruthStatus.APPROVED;
    };
  }

  /** The name on the wire and in the database: the constant in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a wire name.
   *
   * @throws IllegalArgumentException if there is no such state
   */
  public static ReviewState parse(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
