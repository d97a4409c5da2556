package dev.reelstate.processing.media.libav;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClockRepairTest {

  private static final long SECOND = TimeBase.MEDIA.den();

  private final ClockRepair clock = new ClockRepair(true, false, 1);

  @BeforeAll
  static void load() throws Exception {
    MediaNatives.require();
  }

  /** The repaired presentation time of a packet that lasts a second. */
  private long repaired(long pts, long dts) {
    AVPacket packet = Packets.make();
    try {
      packet.stream_index(0).pts(pts).dts(dts).duration(SECOND);
      clock.repair(packet, TimeBase.MEDIA);
      return packet.pts();
    } finally {
      Packets.free(packet);
    }
  }

  @Test
  void time_goes_on_where_the_clock_jumps() {
    assertThat(repaired(0, 0)).isZero();
    assertThat(repaired(100 * SECOND, 100 * SECOND)).isEqualTo(SECOND);
    assertThat(repaired(101 * SECOND, 101 * SECOND)).isEqualTo(2 * SECOND);
  }

  @Test
  void a_damaged_decoding_time_moves_nothing() {
    assertThat(repaired(0, 0)).isZero();
    assertThat(repaired(SECOND, 0xFFFF_FFFFL)).isEqualTo(SECOND);
    assertThat(repaired(2 * SECOND, 2 * SECOND)).isEqualTo(2 * SECOND);
  }

  @Test
  void a_packet_without_times_is_left_alone() {
    long none = avutil.AV_NOPTS_VALUE;

    assertThat(repaired(none, none)).isEqualTo(none);
  }
}
