package dev.reelstate.processing.recipe;

/** A codec for moving pictures. */
public enum VideoCodec {
  /** H.264, which every player supports. */
  H264(""),
  /**
   * AV1, encoded by SVT-AV1: some two thirds of the bits of x264 for the same picture; supported by
   * players of recent years.
   */
  AV1("-av1"),
  /**
   * HEVC (H.265), encoded by x265 where the host has added the GPL natives, or by the machine's
   * hardware: about the bits of x264, for players that take a high dynamic range in it; supported
   * by Apple's players, televisions and some browsers.
   */
  HEVC("-hevc"),
  /** VP9, encoded by libvpx: between the two in bits; supported by browsers for longer than AV1. */
  VP9("-vp9");

  private final String suffix;

  VideoCodec(String suffix) {
    this.suffix = suffix;
  }

  /** Whether rungs in it can keep a high dynamic range. */
  boolean keepsHdr() {
    return this == AV1 || this == HEVC;
  }

  /** The suffix of rung names, which tells the rungs of several codecs apart. */
  public String suffix() {
    return suffix;
  }
}
