package dev.reelstate.processing.media.sound;

import dev.reelstate.processing.media.SoundRefused;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import java.io.IOException;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Converts the sound of one track to one format, from the media's start to its end: missing sound
 * becomes silence, and excess sound is cut. Used by one thread.
 *
 * <p>Short gaps and overlaps are corrected by libav's resampler; long gaps are filled here, since
 * the resampler would hold all of their silence in memory at once.
 */
final class SoundConverter implements AutoCloseable {

  private static final long LONG_GAP = TimeBase.MEDIA.den();

  /** A track none of whose first frames can be converted is given up. */
  private static final int PATIENCE = 64;

  private final String name;
  private final PcmFormat output;
  private final boolean mayWiden;
  private final double gain;
  private final SampleFrames.Target target;
  private final SampleFrames samples;
  private @Nullable FilterGraph graph;
  private @Nullable SoundFormat format;
  private long fed;
  private long converted;
  private long silenced;

  /**
   * Creates a converter.
   *
   * @param name the rendition's name
   * @param mayWiden whether more than one channel may be asked for where one was expected
   * @param gain the gain for the sound, in dB
   * @param end the media's end in media ticks
   * @param target receives full frames
   */
  SoundConverter(
      String name,
      PcmFormat output,
      boolean mayWiden,
      double gain,
      long end,
      SampleFrames.Target target) {
    this.name = name;
    this.output = output;
    this.mayWiden = mayWiden;
    this.gain = gain;
    this.target = target;
    samples = new SampleFrames(output, TimeBase.MEDIA.to(output.timeBase(), end));
  }

  /**
   * Converts a frame, whose content is taken over; its times are media ticks. One that cannot be
   * converted becomes silence.
   *
   * @throws SoundRefused if none of the first frames can be converted, or if there are more
   *     channels than the one that was expected
   */
  void take(AVFrame frame) throws SoundRefused, LibavException, IOException {
    if (mayWiden && output.channels() == 1 && frame.ch_layout().nb_channels() > 1) {
      throw SoundRefused.wider(name);
    }
    long from = frame.pts();
    long until = from + frame.duration();
    if (from > fed + LONG_GAP) {
      padTo(TimeBase.MEDIA.to(output.timeBase(), from));
    }
    SoundFormat next = SoundFormat.of(frame);
    if (!next.equals(format)) {
      finishGraph();
    }
    try {
      feed(frame, next);
      converted++;
    } catch (LibavException e) {
      closeGraph();
      silenced++;
      requireAny(e.detail(), PATIENCE);
    }
    drain();
    fed = Math.max(fed, until);
  }

  private void feed(AVFrame frame, SoundFormat next) throws LibavException {
    FilterGraph current = graph;
    if (current == null) {
      current = FilterGraph.audio(next.describe(samples.position(), output, gain));
      graph = current;
      format = next;
    }
    frame.pts(TimeBase.MEDIA.to(next.timeBase(), frame.pts()));
    current.push(frame);
  }

  private void requireAny(String detail, int patience) throws SoundRefused {
    if (converted == 0 && silenced >= patience) {
      throw SoundRefused.lost(List.of(name), detail);
    }
  }

  /** Adds silence up to a sample. */
  void padTo(long sample) throws LibavException, IOException {
    finishGraph();
    samples.padTo(sample, target);
  }

  /** Fills the rest with silence and sends what is left. */
  void finish() throws SoundRefused, LibavException, IOException {
    requireAny("none of it can be converted", 1);
    finishGraph();
    samples.padToEnd(target);
    samples.flush(target);
  }

  /** How many frames could not be converted and are silent. */
  long silenced() {
    return silenced;
  }

  private void finishGraph() throws LibavException, IOException {
    FilterGraph current = graph;
    if (current != null) {
      current.push(null);
      drain();
      closeGraph();
    }
  }

  private void drain() throws LibavException, IOException {
    FilterGraph current = graph;
    AVFrame frame = Frames.make();
    try {
      while (current != null && current.pull(0, frame)) {
        samples.add(frame, target);
        avutil.av_frame_unref(frame);
      }
    } finally {
      Frames.free(frame);
    }
  }

  private void closeGraph() {
    if (graph != null) {
      graph.close();
      graph = null;
    }
  }

  @Override
  public void close() {
    closeGraph();
    samples.close();
  }
}
