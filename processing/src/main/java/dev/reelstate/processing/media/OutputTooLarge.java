package dev.reelstate.processing.media;

import java.io.IOException;

/** The outputs of a pass exceed their limit, which is not the storage's fault. */
public final class OutputTooLarge extends IOException {

  private static final long serialVersionUID = 1L;

  private final long limit;

  /**
   * Creates the exception.
   *
   * @param limit the limit on all outputs together, in bytes
   */
  public OutputTooLarge(long limit) {
    super("more output than allowed");
    this.limit = limit;
  }

  long limit() {
    return limit;
  }
}
