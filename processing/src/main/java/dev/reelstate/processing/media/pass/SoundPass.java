package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.Loudness;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.PassListener;
import dev.reelstate.processing.media.RenderSpec.SoundRendition;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.sound.SoundMeter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the sound of a source before it is encoded, as required to change its loudness. Pictures
 * are not touched.
 */
final class SoundPass {

  private static final long TICK_MILLIS = 200;

  /** Measuring is not progress on the outputs, but a sign of life. */
  private static final int HARDLY = 1000;

  private SoundPass() {}

  /** The loudness of each rendition, by its name. */
  static Map<String, Loudness> measure(PassPlan plan, PassListener listener)
      throws MediaException, LibavException, InterruptedException {
    PassRun run = PassRun.of(plan, null);
    try (Scope scope = run.scope();
        Lanes lanes = run.lanes()) {
      Demuxer demuxer = scope.own(plan.openSource(), Demuxer::close);
      SoundFeeds feeds = new SoundFeeds();
      Map<String, SoundMeter> meters = new LinkedHashMap<>();
      for (SoundRendition sound : plan.heard()) {
        SoundMeter meter = scope.own(new SoundMeter(plan.pcm(sound)), SoundMeter::close);
        meters.put(sound.name(), meter);
        SoundSide.start(run, sound, 0, List.of(meter), feeds);
      }
      AtomicLong position = run.soundPosition();
      lanes.start("source", new SourceLane(run, demuxer, List.of(), List.of(), null, feeds));
      lanes.await(
          () -> listener.onPosition(TimeBase.MEDIA.duration(position.get() / HARDLY)), TICK_MILLIS);
      Map<String, Loudness> found = new LinkedHashMap<>();
      meters.forEach((name, meter) -> found.put(name, meter.loudness()));
      return found;
    }
  }
}
