package dev.reelstate.video;

import java.util.Locale;

/**
 * The state of a video's ground truth. Separate from {@link VideoStatus}: a video may be processed
 * but unlabelled.
 */
public enum GroundTruthStatus {
  /** Neither a person nor a program has labelled it. */
  NONE,
  /** A detector or an import proposed labels. */
  PROPOSED,
  /** A person is reviewing it. */
  IN_REVIEW,
  /** A person approved it. */
  APPROVED;

  /** The name on the wire and in the database: the constant in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
