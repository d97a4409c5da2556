package dev.reelstate.video;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a file after its inspection. All times are presentation times relative to
 * {@link #start()}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param container the container's short name, one word: {@code mp4}, {@code matroska},
 *     {@code webm}, {@code mpegts}, ...
 * @param start presentation time of the first frame or sample of any stream, as stored in the file;
 *     may be negative
 * @param duration from the first presented frame or sample to the end of the last, measured where
 *     the header has none; zero only if nothing is presented
 * @param declaredDuration the duration in the header, or null if it has none
 * @param bytes size of the file
 * @param bitRate bits per second over the whole file, or 0 when unknown
 * @param videoTracks video streams, best first; cover art is not among them
 * @param audioTracks audio streams, best first
 * @param otherTracks subtitles, data, attached pictures and anything else in the file
 * @param clockRepaired whether jumps in the file's timestamps are closed when it is read, because
 *     the other tracks and the header contradict them
 */
public record MediaInfo(
    String container,
    Duration start,
    Duration duration,
    @Nullable Duration declaredDuration,
    long bytes,
    long bitRate,
    List<VideoTrack> videoTracks,
    List<AudioTrack> audioTracks,
    List<OtherTrack> otherTracks,
    boolean clockRepaired) {

  /** Copies the lists. */
  public MediaInfo {
    videoTracks = List.copyOf(videoTracks);
    audioTracks = List.copyOf(audioTracks);
    otherTracks = List.copyOf(otherTracks);
  }

  /** A file whose timestamps are believed as they are. */
  public MediaInfo(
      String container,
      Duration start,
      Duration duration,
      @Nullable Duration declaredDuration,
      long bytes,
      long bitRate,
      List<VideoTrack> videoTracks,
      List<AudioTrack> audioTracks,
      List<OtherTrack> otherTracks) {
    this(
        container,
        start,
        duration,
        declaredDuration,
        bytes,
        bitRate,
        videoTracks,
        audioTracks,
        otherTracks,
        false);
  }

  /**
   * How much of what the header promises is not in the file, as in one that was cut off; zero if
   * all of it is there or the header does not say.
   */
  public Duration missing() {
    return declaredDuration != null && declaredDuration.compareTo(duration) > 0
        ? declaredDuration.minus(duration)
        : Duration.ZERO;
  }

  /** The video track that is rendered, or empty if there is only audio. */
  public Optional<VideoTrack> video() {
    return videoTracks.stream().findFirst();
  }

  /** The audio track that is rendered, or empty for a silent video. */
  public Optional<AudioTrack> audio() {
    return audioTracks.stream().findFirst();
  }
}
