package dev.reelstate.processing.media.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.TimeBase;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrackScanTest {

  private static final long SECOND = TimeBase.MEDIA.den();

  private AVFormatContext context;
  private AVStream stream;

  @BeforeAll
  static void load() throws Exception {
    MediaNatives.require();
  }

  @BeforeEach
  void make_a_stream() {
    context = avformat.avformat_alloc_context();
    stream = avformat.avformat_new_stream(context, null);
    TimeBase.MEDIA.copyTo(stream.time_base());
  }

  @AfterEach
  void free() {
    avformat.avformat_free_context(context);
  }

  /** The scan of packets of equal length, one after the other from a start. */
  private TrackScan scan(int type, long start, long length, int packets) {
    stream.codecpar().codec_type(type);
    TrackScan scan = new TrackScan(stream);
    AVPacket packet = Packets.make();
    for (int i = 0; i < packets; i++) {
      packet.pts(start + i * length).dts(start + i * length).duration(length);
      scan.add(packet);
    }
    Packets.free(packet);
    scan.finish();
    return scan;
  }

  /** As recorders of live streams write it. */
  @Test
  void a_clock_that_counts_from_1970_is_believed() {
    long now = 1_800_000_000L * SECOND;

    TrackScan scan = scan(avutil.AVMEDIA_TYPE_VIDEO, now, SECOND / 25, 100);

    assertThat(scan.plausible()).isTrue();
    assertThat(scan.start()).isEqualTo(now);
    assertThat(scan.end() - scan.start()).isEqualTo(4 * SECOND);
  }

  @Test
  void a_time_beyond_all_clocks_is_no_time() {
    TrackScan scan = scan(avutil.AVMEDIA_TYPE_VIDEO, Long.MAX_VALUE / 2, SECOND, 3);

    assertThat(scan.empty()).isTrue();
    assertThat(scan.frames()).isEqualTo(3);
  }

  @Test
  void pictures_that_all_show_at_once_have_a_wrong_clock() {
    assertThat(scan(avutil.AVMEDIA_TYPE_VIDEO, 0, 0, 25).plausible()).isFalse();
    assertThat(scan(avutil.AVMEDIA_TYPE_VIDEO, 0, 1, 25).plausible()).isFalse();
  }

  @Test
  void hours_of_sound_in_one_packet_have_a_wrong_clock_but_a_picture_may_stay() {
    assertThat(scan(avutil.AVMEDIA_TYPE_AUDIO, 0, 3600 * SECOND, 2).plausible()).isFalse();
    assertThat(scan(avutil.AVMEDIA_TYPE_VIDEO, 0, 3600 * SECOND, 2).plausible()).isTrue();
  }
}
