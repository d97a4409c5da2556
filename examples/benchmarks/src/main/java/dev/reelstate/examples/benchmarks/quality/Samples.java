package dev.reelstate.examples.benchmarks.quality;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Copies pictures to and from memory without gaps between lines. */
final class Samples {

  private Samples() {}

  /** Copies a picture's samples; the result is negative if that failed. */
  static int pack(AVFrame picture, BytePointer samples) {
    return avutil.av_image_copy_to_buffer(
        samples,
        (int) samples.capacity(),
        picture.data(),
        picture.linesize(),
        picture.format(),
        picture.width(),
        picture.height(),
        1);
  }

  /** Copies samples into a picture that has memory; the result is negative if that failed. */
  static int unpack(BytePointer samples, AVFrame picture) {
    try (PointerPointer<BytePointer> planes = new PointerPointer<>(4);
        IntPointer lines = new IntPointer(4)) {
      int code = avutil.av_image_fill_arrays(
          planes, lines, samples, picture.format(), picture.width(), picture.height(), 1);
      if (code >= 0) {
        avutil.av_image_copy(
            picture.data(),
            picture.linesize(),
            planes,
            lines,
            picture.format(),
            picture.width(),
            picture.height());
      }
      return code;
    }
  }
}
