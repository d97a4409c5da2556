package dev.reelstate.processing.media.libav;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Creates, shares and frees native frames. The holder of a frame frees it; sharing never copies
 * pixels.
 */
public final class Frames {

  private Frames() {}

  public static AVFrame make() {
    return NativeMemory.allocated(avutil.av_frame_alloc(), "a frame");
  }

  /** A second frame over the same pixels or samples. */
  public static AVFrame share(AVFrame frame) throws LibavException {
    return LibavException.present(avutil.av_frame_clone(frame), "share a frame");
  }

  /** Frees the frames left in an array; the entries of frames that were handed over are null. */
  public static void freeAll(@Nullable AVFrame[] frames) {
    for (AVFrame frame : frames) {
      if (frame != null) {
        free(frame);
      }
    }
  }

  public static void free(AVFrame frame) {
    avutil.av_frame_free(frame);
  }

  /** Whether the decoder found everything that a frame is made of, and concealed nothing. */
  public static boolean isWhole(AVFrame frame) {
    return frame.decode_error_flags() == 0 && (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) == 0;
  }
}
