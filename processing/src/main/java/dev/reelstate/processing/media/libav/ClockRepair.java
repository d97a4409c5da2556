package dev.reelstate.processing.media.libav;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Removes jumps from a container's clock, so that time continues where two recordings were spliced.
 *
 * <p>Repairs only containers whose clock may jump, and files whose clock is known to be wrong;
 * elsewhere a long gap is a real gap. The thresholds are those of the {@code ffmpeg} program.
 */
final class ClockRepair {

  /** A longer time between two packets is a jump, in media ticks. */
  static final long FORWARD = 10L * TimeBase.MEDIA.den();

  /** Decoding times never go backwards; this much is tolerated for rounding and careless muxers. */
  private static final long BACKWARD = TimeBase.MEDIA.den() / 10;

  private final boolean mayJump;
  private final boolean wrong;
  private final long[] expected;
  private final long[] lengths;
  private final long[] previous;
  private final long[] offsets;
  private long latest;
  private long begin = avutil.AV_NOPTS_VALUE;
  private long reached;

  /**
   * Creates a repair.
   *
   * @param mayJump whether the container's clock may jump
   * @param wrong whether the clock is known to be wrong, so that no packet lasts very long either
   */
  ClockRepair(boolean mayJump, boolean wrong, int streams) {
    this.mayJump = mayJump || wrong;
    this.wrong = wrong;
    this.expected = new long[streams];
    this.lengths = new long[streams];
    this.previous = new long[streams];
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
    measure(packet, base, raw);
    if (last == avutil.AV_NOPTS_VALUE) {
      begin(stream, raw);
    }
    if (last != avutil.AV_NOPTS_VALUE && jumps(raw + offsets[stream], last)) {
      // Streams pass a splice one after the other, and must stay in sync after it.
      latest = jumps(raw + latest, last) ? last - raw : latest;
      offsets[stream] = latest;
    }
    expected[stream] = raw + offsets[stream] + lengths[stream];
    reached = Math.max(reached, expected[stream]);
    shift(packet, TimeBase.MEDIA.to(base, offsets[stream]));
  }

  /**
   * Lets a stream begin. If the clock is wrong, a stream that is far from everything that was read
   * so far begins with the first one.
   */
  private void begin(int stream, long raw) {
    if (begin == avutil.AV_NOPTS_VALUE) {
      begin = raw;
      reached = raw;
    } else if (wrong && (raw > reached + FORWARD || raw < begin - FORWARD)) {
      offsets[stream] = begin - raw;
    }
  }

  /**
   * Notes how long a packet lasts: as it says, or else as long as the time since the one before it.
   * If the clock is wrong, a packet that would last very long lasts as long as the one before it.
   */
  private void measure(AVPacket packet, TimeBase base, long raw) {
    int stream = packet.stream_index();
    long length = base.toMedia(Math.max(0, packet.duration()));
    long step = raw - previous[stream];
    previous[stream] = raw;
    if (wrong && length > FORWARD) {
      packet.duration(TimeBase.MEDIA.to(base, lengths[stream]));
    } else if (length > 0) {
      lengths[stream] = length;
    } else if (expected[stream] != avutil.AV_NOPTS_VALUE && step > 0 && step <= FORWARD) {
      lengths[stream] = step;
    }
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
