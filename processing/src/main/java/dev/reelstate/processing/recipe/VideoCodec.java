package dev.reelstate.processing.recipe;

/** A codec for moving pictures. */
public enum VideoCodec {
  /** H.264, which every player supports. */
  H264(""),
  /**
   * AV1, encoded by SVT-AV1: about half the bits of H.264 for the same picture; supported by
   * players of recent years.
   */
  AV1("-av1"),
  /** VP9, encoded by libvpx: between the two in bits; supported by browsers for longer than AV1. */
  VP9("-vp9");

  private final String suffix;

  VideoCodec(String suffix) {
    this.suffix = suffix;
  }

  /** The suffix of rung names, which tells the rungs of several codecs apart. */
  public String suffix() {
    return suffix;
  }
}
