package dev.reelstate.processing.media.sound;

import dev.reelstate.processing.media.RenderSpec.SoundRendition;
import dev.reelstate.processing.media.RenderSpec.SoundSource;
import dev.reelstate.processing.media.SoundRefused;
import dev.reelstate.processing.media.libav.LibavException;
import java.io.IOException;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The decoded sound of one rendition on its way to its targets: that of one track, or of several
 * tracks with one channel each, which are joined. Used by one thread.
 */
public final class SoundInput implements AutoCloseable {

  private final SoundConverter converter;
  private final List<? extends SoundTarget> targets;
  private final boolean joins;
  private final SoundJoin join;

  /**
   * Creates an input.
   *
   * @param gain the gain for the sound, in dB
   * @param end the media's end in media ticks
   * @param targets the consumers of the sound
   */
  public SoundInput(
      SoundRendition rendition,
      PcmFormat output,
      double gain,
      long end,
      List<? extends SoundTarget> targets) {
    List<SoundSource> sources = rendition.sources();
    this.targets = targets;
    converter = new SoundConverter(rendition.name(), output, true, gain, end, this::hand);
    joins = sources.size() > 1;
    join = new SoundJoin(joins ? sources : List.of(), rendition.name(), output.rate(), end);
  }

  /** Takes a frame of a track, whose content is taken over; its times are media ticks. */
  public void take(int track, AVFrame frame) throws SoundRefused, LibavException, IOException {
    if (joins) {
      join.take(track, frame, converter::take);
    } else {
      converter.take(frame);
    }
  }

  /** Fills the rest with silence and finishes the targets. */
  public void finish() throws SoundRefused, LibavException, IOException {
    join.finish(converter::take);
    converter.finish();
    for (SoundTarget target : targets) {
      target.finish();
    }
  }

  /** How many frames could not be converted and are silent. */
  public long silenced() {
    return converter.silenced() + join.silenced();
  }

  private void hand(AVFrame frame) throws LibavException, IOException {
    for (SoundTarget target : targets) {
      target.take(frame);
    }
  }

  @Override
  public void close() {
    join.close();
    converter.close();
  }
}
