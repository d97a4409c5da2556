package dev.reelstate.processing.media.libav;

import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * How many pixels at each side of a stored picture its container does not want to be seen: the
 * clean aperture of QuickTime and MP4, and Matroska's pixel crop.
 */
public record Cropping(int top, int bottom, int left, int right) {

  public static final Cropping NONE = new Cropping(0, 0, 0, 0);

  /** A container that would leave less of a side is mistaken. */
  private static final int SMALLEST_SHARE = 8;

  /** Reads the cropping of a stream; none if the container has none or it cannot be meant. */
  public static Cropping of(AVCodecParameters parameters) {
    int count = parameters.nb_coded_side_data();
    AVPacketSideData data = count == 0
        ? null
        : avcodec.av_packet_side_data_get(
            parameters.coded_side_data(), count, avcodec.AV_PKT_DATA_FRAME_CROPPING);
    if (data == null || data.size() < 4L * Integer.BYTES) {
      return NONE;
    }
    IntBuffer sides = data.data()
        .capacity(4L * Integer.BYTES)
        .asByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer();
    Cropping found = new Cropping(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
    return found.leaves(parameters.width(), parameters.height()) ? found : NONE;
  }

  private boolean leaves(int width, int height) {
    return Math.min(Math.min(top, bottom), Math.min(left, right)) >= 0
        && (long) left + right <= width - (long) width / SMALLEST_SHARE
        && (long) top + bottom <= height - (long) height / SMALLEST_SHARE;
  }

  /** Narrows a decoded picture to what is to be seen, without copying it. */
  void apply(AVFrame picture) {
    if (!equals(NONE) && leaves(picture.width(), picture.height())) {
      picture.crop_top(top).crop_bottom(bottom).crop_left(left).crop_right(right);
      avutil.av_frame_apply_cropping(picture, avutil.AV_FRAME_CROP_UNALIGNED);
    }
  }

  /** The width that is left of a stored one. */
  public int width(int stored) {
    return stored - left - right;
  }

  /** The height that is left of a stored one. */
  public int height(int stored) {
    return stored - top - bottom;
  }
}
