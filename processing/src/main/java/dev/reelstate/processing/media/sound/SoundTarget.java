package dev.reelstate.processing.media.sound;

import dev.reelstate.processing.media.libav.LibavException;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Takes the sound of the whole media, in planar floats of one rate and layout, without gaps from
 * its start to its end.
 */
public interface SoundTarget {

  /** Takes the next samples, which stay the caller's; their time is counted in samples. */
  void take(AVFrame samples) throws LibavException, IOException;

  /** Says that there are no more. */
  void finish() throws LibavException, IOException;
}
