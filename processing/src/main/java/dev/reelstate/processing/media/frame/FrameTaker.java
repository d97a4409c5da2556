package dev.reelstate.processing.media.frame;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.processing.media.libav.LibavException;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Takes frames that were wanted. */
@FunctionalInterface
interface FrameTaker {

  /** Takes a frame; the caller keeps ownership of the picture. */
  void take(FrameRef frame, AVFrame picture) throws LibavException, IOException;
}
