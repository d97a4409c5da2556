package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.libav.LibavException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Looks at all pictures of one size as they pass by. Used by one thread. */
public interface PictureTap extends AutoCloseable {

  /** Looks at the next picture, which stays the caller's. */
  void look(AVFrame picture) throws LibavException;

  /** Says that there are no more. */
  void finish() throws LibavException;

  @Override
  void close();
}
