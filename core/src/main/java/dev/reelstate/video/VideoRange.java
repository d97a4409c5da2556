package dev.reelstate.video;

/** How bright pictures may be, as playlists call it (RFC 8216 bis, {@code VIDEO-RANGE}). */
public enum VideoRange {
  /** Standard dynamic range, 8 bit. */
  SDR("bt709"),
  /** High dynamic range of the PQ curve (SMPTE ST 2084), 10 bit, in the colours of BT.2020. */
  PQ("smpte2084"),
  /** High dynamic range of the HLG curve (ARIB STD-B67), 10 bit, in the colours of BT.2020. */
  HLG("arib-std-b67");

  private final String transfer;

  VideoRange(String transfer) {
    this.transfer = transfer;
  }

  /** The name of its transfer function, as in {@link VideoTrack#colorTransfer}. */
  public String transfer() {
    return transfer;
  }

  /** Whether it is a high dynamic range. */
  public boolean hdr() {
    return this != SDR;
  }
}
