package dev.reelstate.examples.detect;

import dev.reelstate.detection.DetectionSpec;
import java.nio.file.Path;

/** Runs a detector over the pictures of a video. */
interface Proposer {

  /**
   * Looks at every so many pictures.
   *
   * @param every 1 for all of them
   * @param progress told how far it is
   * @throws UnusableException if the detector cannot take the specification
   * @throws dev.reelstate.ReelstateException if the video or the detector fails
   */
  Proposal propose(Path video, int every, DetectionSpec spec, Progress progress)
      throws UnusableException, InterruptedException;

  /** Is told how far something is. */
  @FunctionalInterface
  interface Progress {

    /** This share is done, from 0 to 1. */
    void reached(double share);
  }
}
