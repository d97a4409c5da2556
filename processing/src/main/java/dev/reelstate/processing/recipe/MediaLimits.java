package dev.reelstate.processing.recipe;

import java.time.Duration;

/**
 * What an untrusted file may demand. A file beyond a limit is rejected, not truncated.
 *
 * <p>Some limits grow with the file, so that a small file cannot cost hours: a packet has at least
 * a byte, and even a black picture takes some. What a file of a given size may cost is said by
 * {@link #packets(long)}, {@link #decodedPixels(long)} and {@link #readingTime(long)}.
 *
 * @param maxPixels width times height of a stored picture
 * @param maxStreams streams in the container
 * @param maxDuration presented time
 * @param maxFrames pictures in one track
 * @param maxPackets packets of all streams together, whatever they hold
 * @param maxDecodedPixels pictures times pixels of the track that is decoded
 * @param maxReadingTime processor time for reading the whole file, without decoding it
 * @param maxAllocation the largest single block libav may allocate, in bytes
 * @param maxOutputBytes all outputs of one pass together
 */
public record MediaLimits(
    long maxPixels,
    int maxStreams,
    Duration maxDuration,
    long maxFrames,
    long maxPackets,
    long maxDecodedPixels,
    Duration maxReadingTime,
    long maxAllocation,
    long maxOutputBytes) {

  private static final long SOME_PACKETS = 10_000;

  /** A packet and what the container notes of it. */
  private static final long SMALLEST_PACKET = 2;

  /** Five minutes of 1920x1080 at 30 pictures a second. */
  private static final long SOME_PIXELS = 20_000_000_000L;

  /** No honest encoder was seen to need less than a byte for so many pixels of black. */
  private static final long PIXELS_PER_BYTE = 500_000;

  private static final Duration SOME_READING = Duration.ofSeconds(30);

  private static final long BYTES_PER_SECOND = 10_000_000;

  /**
   * 8192x8192 pixels, 64 streams, 12 hours, 3 million pictures, 20 million packets, 4 * 10^12
   * decoded pixels (16 hours of 1920x1080 at 30 pictures a second, or 2 hours of 3840x2160 at 60),
   * 2 hours of reading, 1 GiB in one block, 64 GiB of output.
   */
  public static MediaLimits standard() {
    return new MediaLimits(
        8192L * 8192,
        64,
        Duration.ofHours(12),
        3_000_000,
        20_000_000,
        4_000_000_000_000L,
        Duration.ofHours(2),
        1L << 30,
        64L << 30);
  }

  /** The packets that a file of a size, in bytes, may have. */
  public long packets(long bytes) {
    return Math.min(maxPackets, SOME_PACKETS + bytes / SMALLEST_PACKET);
  }

  /** The pictures times pixels that a file of a size, in bytes, may have. */
  public long decodedPixels(long bytes) {
    long most = Math.min(bytes, maxDecodedPixels / PIXELS_PER_BYTE) * PIXELS_PER_BYTE;
    return Math.min(maxDecodedPixels, SOME_PIXELS + most);
  }

  /** The processor time that reading a file of a size, in bytes, may take. */
  public Duration readingTime(long bytes) {
    Duration grown = SOME_READING.plusSeconds(bytes / BYTES_PER_SECOND);
    return grown.compareTo(maxReadingTime) < 0 ? grown : maxReadingTime;
  }

  /** A copy with another limit on the pixels of a picture. */
  public MediaLimits withMaxPixels(long pixels) {
    return new MediaLimits(
        pixels,
        maxStreams,
        maxDuration,
        maxFrames,
        maxPackets,
        maxDecodedPixels,
        maxReadingTime,
        maxAllocation,
        maxOutputBytes);
  }

  /** A copy with another limit on the number of streams. */
  public MediaLimits withMaxStreams(int streams) {
    return new MediaLimits(
        maxPixels,
        streams,
        maxDuration,
        maxFrames,
        maxPackets,
        maxDecodedPixels,
        maxReadingTime,
        maxAllocation,
        maxOutputBytes);
  }

  /** A copy with another limit on presented time. */
  public MediaLimits withMaxDuration(Duration duration) {
    return new MediaLimits(
        maxPixels,
        maxStreams,
        duration,
        maxFrames,
        maxPackets,
        maxDecodedPixels,
        maxReadingTime,
        maxAllocation,
        maxOutputBytes);
  }

  /** A copy with another limit on the pictures of a track. */
  public MediaLimits withMaxFrames(long frames) {
    return new MediaLimits(
        maxPixels,
        maxStreams,
        maxDuration,
        frames,
        maxPackets,
        maxDecodedPixels,
        maxReadingTime,
        maxAllocation,
        maxOutputBytes);
  }

  /** A copy with another limit on packets. */
  public MediaLimits withMaxPackets(long packets) {
    return new MediaLimits(
        maxPixels,
        maxStreams,
        maxDuration,
        maxFrames,
        packets,
        maxDecodedPixels,
        maxReadingTime,
        maxAllocation,
        maxOutputBytes);
  }

  /** A copy with another limit on pictures times pixels. */
  public MediaLimits withMaxDecodedPixels(long pixels) {
    return new MediaLimits(
        maxPixels,
        maxStreams,
        maxDuration,
        maxFrames,
        maxPackets,
        pixels,
        maxReadingTime,
        maxAllocation,
        maxOutputBytes);
  }

  /** A copy with another limit on the processor time for reading. */
  public MediaLimits withMaxReadingTime(Duration time) {
    return new MediaLimits(
        maxPixels,
        maxStreams,
        maxDuration,
        maxFrames,
        maxPackets,
        maxDecodedPixels,
        time,
        maxAllocation,
        maxOutputBytes);
  }

  /** A copy with another limit on the bytes of all outputs of one pass. */
  public MediaLimits withMaxOutputBytes(long bytes) {
    return new MediaLimits(
        maxPixels,
        maxStreams,
        maxDuration,
        maxFrames,
        maxPackets,
        maxDecodedPixels,
        maxReadingTime,
        maxAllocation,
        bytes);
  }
}
