package dev.reelstate.processing.media;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Making, sharing and freeing native frames. Whoever holds a frame frees it; sharing never copies pixels. */
final class Frames {

  private Frames() {}

  static AVFrame make() {
    return avutil.av_frame_alloc();
  }

  /** A second frame over the same pixels or samples. */
  static AVFrame share(AVFrame frame) throws LibavException {
    return LibavException.present(avutil.av_frame_clone(frame), "share a frame");
  }

  /** Frees what is left in an array; places that were given away are null. */
  static void freeAll(@Nullable AVFrame[] frames) {
    for (AVFrame frame : frames) {
      if (frame != null) {
        free(frame);
      }
    }
  }

  static void free(AVFrame frame) {
    avutil.av_frame_free(frame);
  }
}
