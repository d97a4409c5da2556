package dev.reelstate.processing.media.sound;

import dev.reelstate.processing.media.libav.LibavException;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Takes the sound of the whole media, in planar floats of one rate and layout, without gaps from
 * start to end.
 */
public interface SoundTarget {

  /** Takes the next samples, timed in samples; the caller keeps ownership. */
  void take(AVFrame samples) throws LibavException, IOException;

  /** Called after the last samples. */
  void finish() throws LibavException, IOException;
}
