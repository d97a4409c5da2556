package dev.reelstate.processing.recipe;

/** What moving pictures are encoded with. */
public enum VideoCodec {
  /** H.264, which every player has. */
  H264(""),
  /**
   * AV1, by SVT-AV1: about half the bits of H.264 for the same picture, and players of some years.
   */
  AV1("-av1"),
  /** VP9, by libvpx: between the two in bits, and in browsers for longer than AV1. */
  VP9("-vp9");

  private final String suffix;

  VideoCodec(String suffix) {
    this.suffix = suffix;
  }

  /** What names of rungs end with, so that those of several codecs are told apart. */
  public String suffix() {
    return suffix;
  }
}
