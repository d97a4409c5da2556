package dev.reelstate.video;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One audio stream.
 *
 * @param index position among the file's streams, from 0
 * @param codec the codec's short name, such as {@code aac}, {@code opus}, {@code mp3}
 * @param profile the codec profile's name, or null when it has none
 * @param decodable whether a permitted decoder exists for it
 * @param sampleRate samples per second
 * @param channels number of channels
 * @param channelLayout libav's name of the layout, such as {@code stereo} or {@code 5.1}, or null
 *     when unknown
 * @param start presentation time of the first sample, relative to the media's start
 * @param duration from the first sample to the end of the last
 * @param bitRate bits per second, or 0 when unknown
 * @param language ISO 639-2 code from the file, or null when untagged
 * @param title what the file calls it, at most 64 code points on one line, or null if it has no
 *     name
 * @param roles what it is for; empty if the file does not say
 */
public record AudioTrack(
    int index,
    String codec,
    @Nullable String profile,
    boolean decodable,
    int sampleRate,
    int channels,
    @Nullable String channelLayout,
    Duration start,
    Duration duration,
    long bitRate,
    @Nullable String language,
    @Nullable String title,
    Set<TrackRole> roles) {

  /** Copies the roles; a track stored by an earlier release has none. */
  public AudioTrack {
    roles = roles == null ? Set.of() : Set.copyOf(roles);
  }

  /** A track without a title and roles. */
  public AudioTrack(
      int index,
      String codec,
      @Nullable String profile,
      boolean decodable,
      int sampleRate,
      int channels,
      @Nullable String channelLayout,
      Duration start,
      Duration duration,
      long bitRate,
      @Nullable String language) {
    this(
        index,
        codec,
        profile,
        decodable,
        sampleRate,
        channels,
        channelLayout,
        start,
        duration,
        bitRate,
        language,
        null,
        Set.of());
  }
}
