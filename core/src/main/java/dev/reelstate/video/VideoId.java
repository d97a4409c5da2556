package dev.reelstate.video;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The identity of a video: a UUID that sorts roughly by creation time (version 7 of RFC 9562).
 * Immutable and thread-safe.
 *
 * @param value the identifier
 */
public record VideoId(UUID value) implements Comparable<VideoId> {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Identifiers within one millisecond are numbered in the twelve bits that follow the time. */
  private static final int TICK_BITS = 12;

  private static final AtomicLong LAST_TICKS = new AtomicLong();

  /** Rejects null. */
  public VideoId {
    Objects.requireNonNull(value, "value");
  }

  /** A new identifier, larger than any that this process has created before. */
  public static VideoId create() {
    long ticks = LAST_TICKS.updateAndGet(
        last -> Math.max(last + 1, System.currentTimeMillis() << TICK_BITS));
    long high = (ticks >> TICK_BITS << 16) | 0x7000L | (ticks & ((1 << TICK_BITS) - 1));
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
