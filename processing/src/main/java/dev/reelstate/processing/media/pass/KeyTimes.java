package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.packaging.SegmentCuts;

/**
 * Which pictures of the encoded rungs have to be key frames, so that segments can begin there.
 * Times are media ticks.
 */
interface KeyTimes {

  /**
   * Tells that a picture has got another time.
   *
   * @param decodedAt its time as the decoder gave it
   * @param shownAt its time in the outputs
   */
  void moved(long decodedAt, long shownAt);

  /**
   * Whether the picture at that time in the outputs has to be a key frame; asked once for each, in
   * their order.
   */
  boolean due(long shownAt);

  /** The first picture at or after each multiple of a length. */
  static KeyTimes every(long length) {
    SegmentCuts cuts = SegmentCuts.every(length);
    return new KeyTimes() {
      @Override
      public void moved(long decodedAt, long shownAt) {
        // Only where pictures end up counts.
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
   * @param source where that is, in the decoder's times
   */
  static KeyTimes following(SegmentCuts.Followed source) {
    return following(source, new SegmentCuts.Followed());
  }

  /**
   * The first picture, and each at which the copied rung is cut.
   *
   * @param copied where that is, in the decoder's times
   * @param encoded is told where it is in the times of the outputs
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
      public boolean due(long shownAt) {
        return encoded.at(shownAt);
      }
    };
  }
}
