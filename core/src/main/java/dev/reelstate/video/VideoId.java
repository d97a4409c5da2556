package dev.reelstate.video;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * The identity of a video: a UUID that sorts roughly by creation time (version 7 of RFC 9562). Immutable and thread-safe.
 *
 * @param value the identifier
 */
public record VideoId(UUID value) implements Comparable<VideoId> {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Refuses null. */
  public VideoId {
    Objects.requireNonNull(value, "value");
  }

  /** A new identifier. */
  public static VideoId create() {
    long millis = Instant.now().toEpochMilli();
    long high = (millis << 16) | 0x7000L | RANDOM.nextInt(1 << 12);
    long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new VideoId(new UUID(high, low));
  }

  /**
   * Reads the textual form.
   *
   * @throws IllegalArgumentException if the text is not a UUID
   */
  public static VideoId of(String text) {
    return new VideoId(UUID.fromString(text));
  }

  /** Orders by the textual form, so that earlier identifiers come first. */
  @Override
  public int compareTo(VideoId other) {
    return toString().compareTo(other.toString());
  }

  /** The 36 characters that {@link #of(String)} reads. */
  @Override
  public String toString() {
    return value.toString();
  }
}
