package dev.reelstate.video;

import java.util.Locale;

/**
 * How far the ground truth of a video is. Kept apart from {@link VideoStatus}: a video may be
 * processed and unlabelled.
 */
public enum GroundTruthStatus {
  /** Nobody and nothing has labelled it. */
  NONE,
  /** A detector or an import proposed labels. */
  PROPOSED,
  /** A person is at it. */
  IN_REVIEW,
  /** A person approved it. */
  APPROVED;

  /** The name on the wire and in the database: the constant in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
