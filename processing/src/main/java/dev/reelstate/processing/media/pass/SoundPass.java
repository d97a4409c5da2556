package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.Loudness;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.PassListener;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.sound.PcmFormat;
import dev.reelstate.processing.media.sound.SoundMeter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Measures the sound of a source before it is encoded, as required to change its loudness. Pictures
 * are not touched.
 */
final class SoundPass {

  private static final int WAITING = 32;
  private static final long TICK_MILLIS = 200;

  /** Measuring is not progress on the outputs, but a sign of life. */
  private static final int HARDLY = 1000;

  private SoundPass() {}

  static Loudness measure(PassPlan plan, PcmFormat format, PassListener listener)
      throws MediaException, LibavException, InterruptedException {
    PassRun run = PassRun.of(plan);
    try (Scope scope = run.scope();
        Lanes lanes = run.lanes()) {
      Demuxer demuxer = scope.own(plan.openSource(), Demuxer::close);
      SoundMeter meter = scope.own(new SoundMeter(format), SoundMeter::close);
      BoundedQueue<AVFrame> sound = lanes.queue(WAITING, Frames::free);
      AtomicLong position = run.position();
      lanes.start(
          "loudness", new AudioLane(sound, format, 0, List.of(meter), plan.end(), position));
      lanes.start("source", new SourceLane(run, demuxer, List.of(), List.of(), null, sound));
      lanes.await(
          () -> listener.onPosition(TimeBase.MEDIA.duration(position.get() / HARDLY)), TICK_MILLIS);
      return meter.loudness();
    }
  }
}
