package dev.reelstate.processing.media;

import java.io.IOException;

/** The outputs of a pass exceed their limit, which is no fault of the storage. */
public final class OutputTooLarge extends IOException {

  private static final long serialVersionUID = 1L;

  private final long limit;

  /**
   * Names the limit.
   *
   * @param limit in bytes, of all outputs together
   */
  public OutputTooLarge(long limit) {
    super("more output than allowed");
    this.limit = limit;
  }

  long limit() {
    return limit;
  }
}
