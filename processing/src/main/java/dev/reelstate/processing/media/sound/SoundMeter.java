package dev.reelstate.processing.media.sound;

import dev.reelstate.processing.media.Loudness;
import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.FrameNotes;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** Measures the loudness of sound, and finds where it is silent. Used by one thread. */
public final class SoundMeter implements SoundTarget, AutoCloseable {

  private static final String PREFIX = "lavfi.r128.";
  private static final String NOISE = "-60dB";
  private static final double SHORTEST_SILENCE = 1;

  private final int channels;
  private final FilterGraph graph;
  private final List<Marks.Range> silences = new ArrayList<>();
  private double integrated = -70;
  private double range;
  private double peak = Double.NEGATIVE_INFINITY;
  private double silentFrom = -1;
  private double end;

  public SoundMeter(PcmFormat format) throws LibavException {
    channels = format.channels();
    graph = FilterGraph.audio("abuffer@in=sample_rate=" + format.rate() + ":sample_fmt="
        + avutil.AV_SAMPLE_FMT_FLTP + ":channel_layout=" + format.layout() + ":time_base=1/"
        // In this order: the loudness meter cuts sound into frames of its own, without the metadata
        // of the frames it was given.
        + format.rate() + ",ebur128=metadata=1:peak=true:framelog=quiet,silencedetect=noise="
        + NOISE
        + ":duration=" + SHORTEST_SILENCE + ",abuffersink@out0");
  }

  @Override
  public void take(AVFrame samples) throws LibavException {
    AVFrame shared = Frames.share(samples);
    try {
      graph.push(shared);
    } finally {
      Frames.free(shared);
    }
    drain();
  }

  @Override
  public void finish() throws LibavException {
    graph.push(null);
    drain();
    if (silentFrom >= 0) {
      silences.add(Marks.Range.ofSeconds(silentFrom, end));
    }
  }

  private void drain() throws LibavException {
    AVFrame frame = Frames.make();
    try {
      while (graph.pull(0, frame)) {
        read(frame);
        avutil.av_frame_unref(frame);
      }
    } finally {
      Frames.free(frame);
    }
  }

  /** Silence has no loudness, for which the filter writes a value that is not finite. */
  private void read(AVFrame frame) {
    end = graph.timeBase(0).seconds(frame.pts() + frame.nb_samples());
    integrated = FrameNotes.number(frame, PREFIX + "I", integrated);
    range = FrameNotes.number(frame, PREFIX + "LRA", range);
    for (int channel = 0; channel < channels; channel++) {
      double level = FrameNotes.number(frame, PREFIX + "true_peaks_ch" + channel, 0);
      peak = Math.max(peak, 20 * Math.log10(Math.max(level, 1e-5)));
    }
    silentFrom = FrameNotes.number(frame, "lavfi.silence_start", silentFrom);
    double until = FrameNotes.number(frame, "lavfi.silence_end", -1);
    if (until >= 0 && silentFrom >= 0) {
      silences.add(Marks.Range.ofSeconds(silentFrom, until));
      silentFrom = -1;
    }
  }

  public Loudness loudness() {
    return new Loudness(integrated, range, Math.max(peak, -100));
  }

  /** Where it is silent for a second or more. */
  public List<Marks.Range> silences() {
    return List.copyOf(silences);
  }

  @Override
  public void close() {
    graph.close();
  }
}
