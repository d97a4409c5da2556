package dev.reelstate.processing;

import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.time.Duration;
import java.util.List;

/** Media facts for tests that need no media. */
public final class Tracks {

  private static final Duration LENGTH = Duration.ofSeconds(10);

  private Tracks() {}

  public static VideoTrack video(int width, int height, long bitRate) {
    return video(width, height, bitRate, "bt709");
  }

  /** Pictures with libav's name of a transfer function. */
  public static VideoTrack video(int width, int height, long bitRate, String transfer) {
    return new VideoTrack(
        0,
        "h264",
        "High",
        true,
        width,
        height,
        width,
        height,
        0,
        false,
        1,
        "yuv420p",
        8,
        30,
        false,
        300,
        3,
        Duration.ofSeconds(4),
        Duration.ZERO,
        LENGTH,
        bitRate,
        false,
        "tv",
        "bt709",
        transfer,
        "bt709");
  }

  public static AudioTrack audio() {
    return new AudioTrack(
        1, "aac", "LC", true, 48000, 2, "stereo", Duration.ZERO, LENGTH, 128_000, null);
  }

  public static MediaInfo media(List<VideoTrack> video, List<AudioTrack> audio) {
    return new MediaInfo(
        "mp4", Duration.ZERO, LENGTH, LENGTH, 1_000_000, 800_000, video, audio, List.of());
  }
}
