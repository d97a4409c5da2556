package dev.reelstate.examples.detect;

import dev.reelstate.annotation.GroundTruth;

/**
 * What was found in a video.
 *
 * @param draft the boxes on each picture that was looked at
 * @param width of the pictures, upright and with square pixels
 * @param height of the pictures
 */
record Proposal(GroundTruth draft, int width, int height) {

  /** The same with other boxes. */
  Proposal withDraft(GroundTruth newDraft) {
    return new Proposal(newDraft, width, height);
  }
}
