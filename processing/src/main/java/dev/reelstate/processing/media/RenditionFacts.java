package dev.reelstate.processing.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What playlists and manifests say of one finished rendition of a package, so that they can be
 * written again without reading its segments. A plain value; immutable.
 *
 * @param ticks the length of a tick, in which starts and the end are given
 * @param end where the last segment ends
 * @param starts where the segments begin
 * @param frames the number of packets of each segment
 * @param sizes the size of each segment in bytes
 * @param initBytes the size of {@code init.mp4} in bytes
 * @param keyFrameBytes how many bytes of each segment are needed for its first picture; empty for
 *     sound
 * @param codec the codec of the pictures as playlists name it, or null for sound
 * @param rates the bit rates that the encoder promised
 * @param channels the number of channels, or 0 for pictures
 */
public record RenditionFacts(
    Ticks ticks,
    long end,
    List<Long> starts,
    List<Integer> frames,
    List<Long> sizes,
    long initBytes,
    List<Long> keyFrameBytes,
    @Nullable String codec,
    Rates rates,
    int channels) {

  /**
   * The most segments of a package whose facts are handed on, so that they fit in a reply of a
   * worker: nine renditions of twelve hours. Renditions of a larger package are made anew each
   * time.
   */
  public static final int MOST_SEGMENTS = 100_000;

  /**
   * What an encoder promises.
   *
   * @param bitRate the bit rate that the encoder aims at, in bits per second
   * @param maxBitRate the largest bit rate, in bits per second, or 0
   * @param meanBitRate the promised mean bit rate, or 0 if there is none
   * @param bufferSize the size of the buffer that evens the bit rate out, in bits, or 0
   */
  public record Rates(long bitRate, long maxBitRate, long meanBitRate, long bufferSize) {}

  /**
   * The length of a tick in seconds, as a fraction.
   *
   * @param num the numerator
   * @param den the denominator
   */
  public record Ticks(int num, int den) {}

  /** Copies the lists. */
  public RenditionFacts {
    starts = List.copyOf(starts);
    frames = List.copyOf(frames);
    sizes = List.copyOf(sizes);
    keyFrameBytes = List.copyOf(keyFrameBytes);
  }

  /** Whether the numbers of a rendition fit together; those of a worker need not. */
  public boolean isConsistent() {
    boolean isTimed = ticks.num() > 0 && ticks.den() > 0 && !starts.isEmpty();
    for (int i = 0; isTimed && i < starts.size(); i++) {
      isTimed = starts.get(i) < (i + 1 < starts.size() ? starts.get(i + 1) : end);
    }
    boolean isCounted = frames.size() == starts.size()
        && sizes.size() == starts.size()
        && keyFrameBytes.size() == (codec == null ? 0 : starts.size());
    return isTimed && isCounted && (codec == null || codec.matches("[A-Za-z0-9.]{1,50}"));
  }

  /** The same for sound of a number of channels. */
  public RenditionFacts withChannels(int count) {
    return new RenditionFacts(
        ticks, end, starts, frames, sizes, initBytes, keyFrameBytes, codec, rates, count);
  }
}
