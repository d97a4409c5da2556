package dev.reelstate.processing.media;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the sound from the media's start to its end: what is missing is silence, what is too much is cut.
 *
 * <p>Short gaps and overlaps are mended by libav's resampler; long gaps are filled here, since the resampler would hold all of
 * their silence in memory at once.
 */
final class AudioLane implements Lanes.Work {

  private static final long LONG_GAP = TimeBase.MEDIA.den();

  private final BoundedQueue<AVFrame> sound;
  private final SampleFrames samples;
  private final Encoder encoder;
  private final List<? extends PacketSink> sinks;
  private final int sampleRate;
  private final int channels;
  private @Nullable FilterGraph graph;
  private @Nullable SoundFormat format;
  private final AtomicLong position;
  private long fed;

  /** @param position is told how far this lane has come */
  AudioLane(
      BoundedQueue<AVFrame> sound,
      Encoder encoder,
      List<? extends PacketSink> sinks,
      long end,
      AtomicLong position) {
    this.position = position;
    this.sound = sound;
    this.encoder = encoder;
    this.sinks = sinks;
    sampleRate = encoder.context().sample_rate();
    channels = encoder.context().ch_layout().nb_channels();
    samples =
        new SampleFrames(encoder.context(), TimeBase.MEDIA.to(new TimeBase(1, sampleRate), end));
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
      samples.padToEnd(this::encode);
      samples.flush(this::encode);
      encode(null);
      for (PacketSink sink : sinks) {
        sink.finish();
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
        samples.padTo(TimeBase.MEDIA.to(new TimeBase(1, sampleRate), frame.pts()), this::encode);
      }
      current = FilterGraph.audio(next.describe(samples.position(), sampleRate, channels));
      graph = current;
      format = next;
    }
    frame.pts(TimeBase.MEDIA.to(next.timeBase(), frame.pts()));
    current.push(frame);
    drain(current);
    fed = Math.max(fed, until);
    position.set(Math.max(0, fed));
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
        samples.add(frame, this::encode);
        avutil.av_frame_unref(frame);
      }
    } finally {
      Frames.free(frame);
    }
  }

  private void encode(@Nullable AVFrame frame) throws LibavException, IOException {
    encoder.encode(frame, packet -> {
      for (PacketSink sink : sinks) {
        sink.write(packet);
      }
    });
  }

  private void closeGraph() {
    if (graph != null) {
      graph.close();
      graph = null;
    }
  }
}
