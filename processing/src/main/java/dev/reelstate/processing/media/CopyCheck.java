package dev.reelstate.processing.media;

/**
 * How far copied pictures were checked by decoding them. A plain value.
 *
 * @param decoded how many were decoded, all without a fault
 * @param pictures how many were copied
 */
public record CopyCheck(long decoded, long pictures) {

  /** Whether every picture was decoded. */
  public boolean complete() {
    return decoded >= pictures;
  }
}
