package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.packaging.SegmentCuts;

/**
 * Decides which pictures of the encoded rungs must be key frames, so that segments can begin there.
 * Times are media ticks.
 */
interface KeyTimes {

  /**
   * Reports the final time of a picture.
   *
   * @param decodedAt its time as the decoder gave it
   * @param shownAt its time in the outputs
   */
  void moved(long decodedAt, long shownAt);

  /** Whether the picture that the decoder gave for a time must not be left out. */
  boolean needs(long decodedAt);

  /**
   * Whether the picture at that time in the outputs must be a key frame. Called once for each
   * picture, in order.
   */
  boolean due(long shownAt);

  /** The first picture at or after each multiple of a length. */
  static KeyTimes every(long length) {
    SegmentCuts cuts = SegmentCuts.every(length);
    return new KeyTimes() {
      @Override
      public void moved(long decodedAt, long shownAt) {
        // Only the times in the outputs matter.
      }

      @Override
      public boolean needs(long decodedAt) {
        return false;
      }

      @Override
      public boolean due(long shownAt) {
        return cuts.at(shownAt);
      }
    };
  }

  /**
   * The first picture, and each that is a key frame of the source.
   *
   * @param source the times of those key frames, as the decoder gives them
   */
  static KeyTimes following(SegmentCuts.Followed source) {
    return following(source, new SegmentCuts.Followed());
  }

  /**
   * The first picture, and each at which the copied rung is cut.
   *
   * @param copied the times of the cuts, as the decoder gives them
   * @param encoded receives the times of the cuts in the outputs
   */
  static KeyTimes following(SegmentCuts.Followed copied, SegmentCuts.Followed encoded) {
    return new KeyTimes() {
      private boolean begun;

      @Override
      public void moved(long decodedAt, long shownAt) {
        if (!begun || copied.at(decodedAt)) {
          encoded.add(shownAt);
          begun = true;
        }
      }

      @Override
      public boolean needs(long decodedAt) {
        return copied.at(decodedAt);
      }

      @Override
      public boolean due(long shownAt) {
        return encoded.at(shownAt);
      }
    };
  }
}
