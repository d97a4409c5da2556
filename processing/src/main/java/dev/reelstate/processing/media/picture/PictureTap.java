package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.libav.LibavException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Looks at all pictures of one size as they pass. Used by one thread. */
public interface PictureTap extends AutoCloseable {

  /** Looks at the next picture; the caller keeps ownership. */
  void look(AVFrame picture) throws LibavException;

  /** Called after the last picture. */
  void finish() throws LibavException;

  @Override
  void close();
}
