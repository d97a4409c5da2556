package dev.reelstate.processing.media.libav;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Removes jumps from a container's clock, so that time continues where two recordings were spliced.
 *
 * <p>Repairs only containers whose clock may jump; elsewhere a long gap is a real gap. The
 * thresholds are those of the {@code ffmpeg} program.
 */
final class ClockRepair {

  private static final long FORWARD = 10L * TimeBase.MEDIA.den();

  /** Decoding times never go backwards; this much is tolerated for rounding and careless muxers. */
  private static final long BACKWARD = TimeBase.MEDIA.den() / 10;

  private final boolean mayJump;
  private final long[] expected;
  private final long[] offsets;
  private long latest;

  ClockRepair(boolean mayJump, int streams) {
    this.mayJump = mayJump;
    this.expected = new long[streams];
    this.offsets = new long[streams];
    Arrays.fill(expected, avutil.AV_NOPTS_VALUE);
  }

  void repair(AVPacket packet, TimeBase base) {
    if (packet.pts() != avutil.AV_NOPTS_VALUE && packet.dts() > packet.pts()) {
      packet.dts(avutil.AV_NOPTS_VALUE); // nothing is decoded after it is shown
    }
    long dts = packet.dts() == avutil.AV_NOPTS_VALUE ? packet.pts() : packet.dts();
    if (!mayJump || dts == avutil.AV_NOPTS_VALUE) {
      return;
    }
    int stream = packet.stream_index();
    long raw = base.toMedia(dts);
    long last = expected[stream];
    if (last != avutil.AV_NOPTS_VALUE && jumps(raw + offsets[stream], last)) {
      // Streams pass a splice one after the other, and must stay in sync after it.
      latest = jumps(raw + latest, last) ? last - raw : latest;
      offsets[stream] = latest;
    }
    expected[stream] = raw + offsets[stream] + base.toMedia(Math.max(0, packet.duration()));
    shift(packet, TimeBase.MEDIA.to(base, offsets[stream]));
  }

  private static boolean jumps(long time, long last) {
    return time - last > FORWARD || last - time > BACKWARD;
  }

  private static void shift(AVPacket packet, long ticks) {
    if (packet.pts() != avutil.AV_NOPTS_VALUE) {
      packet.pts(packet.pts() + ticks);
    }
    if (packet.dts() != avutil.AV_NOPTS_VALUE) {
      packet.dts(packet.dts() + ticks);
    }
  }
}
