package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.sound.PcmFormat;
import dev.reelstate.processing.media.sound.SampleFrames;
import dev.reelstate.processing.media.sound.SoundFormat;
import dev.reelstate.processing.media.sound.SoundTarget;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Converts the sound to one format, from the media's start to its end: missing sound becomes
 * silence, and excess sound is cut.
 *
 * <p>Short gaps and overlaps are corrected by libav's resampler; long gaps are filled here, since
 * the resampler would hold all of their silence in memory at once.
 */
final class AudioLane implements Lanes.Work {

  private static final long LONG_GAP = TimeBase.MEDIA.den();

  private final BoundedQueue<AVFrame> sound;
  private final PcmFormat output;
  private final double gain;
  private final SampleFrames samples;
  private final List<? extends SoundTarget> targets;
  private final AtomicLong position;
  private @Nullable FilterGraph graph;
  private @Nullable SoundFormat format;
  private long fed;

  /**
   * Creates a lane.
   *
   * @param gain the gain for the sound, in dB
   * @param targets the consumers of the sound
   * @param position receives the position of this lane
   */
  AudioLane(
      BoundedQueue<AVFrame> sound,
      PcmFormat output,
      double gain,
      List<? extends SoundTarget> targets,
      long end,
      AtomicLong position) {
    this.sound = sound;
    this.output = output;
    this.gain = gain;
    this.targets = targets;
    this.position = position;
    samples = new SampleFrames(output, TimeBase.MEDIA.to(output.timeBase(), end));
  }

  @Override
  public void run() throws LibavException, IOException {
    try (samples) {
      for (AVFrame frame = sound.take(); frame != null; frame = sound.take()) {
        try {
          resample(frame);
        } finally {
          Frames.free(frame);
        }
      }
      finishGraph();
      samples.padToEnd(this::hand);
      samples.flush(this::hand);
      for (SoundTarget target : targets) {
        target.finish();
      }
    } finally {
      closeGraph();
    }
  }

  private void resample(AVFrame frame) throws LibavException, IOException {
    SoundFormat next = SoundFormat.of(frame);
    long until = frame.pts() + frame.duration();
    boolean gap = frame.pts() > fed + LONG_GAP;
    FilterGraph current = graph;
    if (current == null || gap || !next.equals(format)) {
      finishGraph();
      if (gap) {
        samples.padTo(TimeBase.MEDIA.to(output.timeBase(), frame.pts()), this::hand);
      }
      current = FilterGraph.audio(next.describe(samples.position(), output, gain));
      graph = current;
      format = next;
    }
    frame.pts(TimeBase.MEDIA.to(next.timeBase(), frame.pts()));
    current.push(frame);
    drain(current);
    fed = Math.max(fed, until);
  }

  private void finishGraph() throws LibavException, IOException {
    FilterGraph current = graph;
    if (current != null) {
      current.push(null);
      drain(current);
      closeGraph();
    }
  }

  private void drain(FilterGraph current) throws LibavException, IOException {
    AVFrame frame = Frames.make();
    try {
      while (current.pull(0, frame)) {
        samples.add(frame, this::hand);
        avutil.av_frame_unref(frame);
      }
    } finally {
      Frames.free(frame);
    }
  }

  private void hand(AVFrame frame) throws LibavException, IOException {
    position.set(output.timeBase().toMedia(frame.pts() + frame.nb_samples()));
    for (SoundTarget target : targets) {
      target.take(frame);
    }
  }

  private void closeGraph() {
    if (graph != null) {
      graph.close();
      graph = null;
    }
  }
}
