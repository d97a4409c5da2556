package dev.reelstate.video;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One video stream.
 *
 * @param index position among the file's streams, from 0
 * @param codec the codec's short name, such as {@code h264}, {@code hevc}, {@code av1}, {@code vp9}
 * @param profile the codec profile's name, or null when it has none
 * @param decodable whether a permitted decoder exists for it
 * @param width width in square pixels as displayed: upright, with the pixel aspect applied
 * @param height height in square pixels as displayed
 * @param codedWidth width of the stored picture in pixels, before any rotation
 * @param codedHeight height of the stored picture in pixels, before any rotation
 * @param rotation how far the stored picture must be rotated clockwise to be upright: 0, 90, 180 or
 *     270 degrees
 * @param mirrored whether the stored picture must also be flipped left to right, after its rotation
 * @param pixelAspect width over height of a stored pixel; 1 for square ones
 * @param pixelFormat libav's name of the pixel layout, such as {@code yuv420p10le}, or null when
 *     unknown
 * @param bitDepth bits per colour component, or 0 when unknown
 * @param frameRate mean frames per second over the presented time; 0 when there is only one frame
 *     or it is unknown
 * @param variableFrameRate whether the time between frames varies by more than rounding
 * @param frames number of frames counted in the file, before decoding
 * @param keyFrames number of those frames that can be decoded on their own
 * @param longestGroup the longest time between two key frames, the end of the stream counting as
 *     one
 * @param start presentation time of the first frame, relative to the media's start
 * @param duration from the first frame to the end of the last
 * @param bitRate bits per second, or 0 when unknown
 * @param interlaced whether frames are stored as two fields
 * @param colorRange {@code tv} or {@code pc}, or null when untagged
 * @param colorPrimaries such as {@code bt709} or {@code bt2020}, or null when untagged
 * @param colorTransfer such as {@code bt709}, {@code smpte2084} (PQ) or {@code arib-std-b67} (HLG),
 *     or null when untagged
 * @param colorSpace the matrix, such as {@code bt709} or {@code bt2020nc}, or null when untagged
 */
public record VideoTrack(
    int index,
    String codec,
    @Nullable String profile,
    boolean decodable,
    int width,
    int height,
    int codedWidth,
    int codedHeight,
    int rotation,
    boolean mirrored,
    double pixelAspect,
    @Nullable String pixelFormat,
    int bitDepth,
    double frameRate,
    boolean variableFrameRate,
    long frames,
    long keyFrames,
    Duration longestGroup,
    Duration start,
    Duration duration,
    long bitRate,
    boolean interlaced,
    @Nullable String colorRange,
    @Nullable String colorPrimaries,
    @Nullable String colorTransfer,
    @Nullable String colorSpace) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the rotation is not a right angle or a size is not positive
   */
  public VideoTrack {
    if (rotation % 90 != 0 || rotation < 0 || rotation > 270) {
      throw new IllegalArgumentException(
          "A rotation is 0, 90, 180 or 270 degrees, not " + rotation + ".");
    }
    if (width < 1 || height < 1 || codedWidth < 1 || codedHeight < 1) {
      throw new IllegalArgumentException(
          "A picture has at least one pixel, not " + width + "x" + height + ".");
    }
  }

  /** How bright the pictures may be, by their transfer function. */
  public VideoRange range() {
    return Arrays.stream(VideoRange.values())
        .filter(range -> range.transfer().equals(colorTransfer))
        .findFirst()
        .orElse(VideoRange.SDR);
  }

  /** Whether the transfer function is a high-dynamic-range one (PQ or HLG). */
  public boolean hdr() {
    return range().hdr();
  }
}
