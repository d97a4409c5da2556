package dev.reelstate.processing.recipe;

import java.time.Duration;

/**
 * What an untrusted file may demand of a pass. A file beyond a limit is rejected, not truncated.
 *
 * @param maxPixels width times height of a stored picture
 * @param maxStreams streams in the container
 * @param maxDuration presented time
 * @param maxFrames pictures in one track
 * @param maxAllocation the largest single block libav may allocate, in bytes
 * @param maxOutputBytes all outputs of one pass together
 */
public record MediaLimits(
    long maxPixels,
    int maxStreams,
    Duration maxDuration,
    long maxFrames,
    long maxAllocation,
    long maxOutputBytes) {

  /**
   * 8192x8192 pixels, 64 streams, 12 hours, 3 million pictures, 1 GiB in one block, 64 GiB of
   * output.
   */
  public static MediaLimits standard() {
    return new MediaLimits(8192L * 8192, 64, Duration.ofHours(12), 3_000_000, 1L << 30, 64L << 30);
  }
}
