package dev.reelstate.processing.media.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reelstate.processing.media.SoundRefused;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.libav.TimeBase;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SoundConverterTest {

  private static final PcmFormat STEREO = new PcmFormat(48_000, 2, 1024);
  private static final PcmFormat MONO = new PcmFormat(48_000, 1, 1024);
  private static final TimeBase SAMPLES = new TimeBase(1, 48_000);
  private static final long END = TimeBase.MEDIA.den();

  /** More channels than libav mixes. */
  private static final int TOO_MANY = 70;

  private long got;

  @BeforeAll
  static void load_the_natives() throws Exception {
    MediaNatives.require();
  }

  private SoundConverter converter(PcmFormat output, boolean mayWiden) {
    return new SoundConverter(
        "audio", output, mayWiden, 0, END, frame -> got += frame.nb_samples());
  }

  private static void feed(SoundConverter converter, int channels, int from, int until)
      throws SoundRefused, LibavException, IOException {
    for (int i = from; i < until; i++) {
      AVFrame frame = Frames.make();
      frame.nb_samples(480).format(avutil.AV_SAMPLE_FMT_S16).sample_rate(48_000);
      frame.ch_layout().order(avutil.AV_CHANNEL_ORDER_UNSPEC).nb_channels(channels);
      try {
        LibavException.check(avutil.av_frame_get_buffer(frame, 0), "allocate samples");
        frame.pts(SAMPLES.toMedia(480L * i));
        frame.duration(SAMPLES.toMedia(480));
        converter.take(frame);
      } finally {
        Frames.free(frame);
      }
    }
  }

  @Test
  void what_cannot_be_converted_is_silent_if_anything_can() throws Exception {
    try (SoundConverter converter = converter(STEREO, true)) {
      feed(converter, 2, 0, 20);
      feed(converter, TOO_MANY, 20, 90);
      feed(converter, 2, 90, 100);
      converter.finish();

      assertThat(converter.silenced()).isEqualTo(70);
      assertThat(got).isEqualTo(48_000);
    }
  }

  @Test
  void sound_of_which_nothing_can_be_converted_is_refused() {
    try (SoundConverter converter = converter(STEREO, true)) {
      assertThatExceptionOfType(SoundRefused.class)
          .isThrownBy(() -> feed(converter, TOO_MANY, 0, 100))
          .satisfies(refused -> {
            assertThat(refused.wider()).isFalse();
            assertThat(refused.names()).containsExactly("audio");
          });
    }
  }

  @Test
  void a_short_sound_of_which_nothing_can_be_converted_is_refused_at_its_end() throws Exception {
    try (SoundConverter converter = converter(STEREO, true)) {
      feed(converter, TOO_MANY, 0, 3);

      assertThatExceptionOfType(SoundRefused.class).isThrownBy(converter::finish);
    }
  }

  @Test
  void a_second_channel_is_asked_for_where_that_is_possible() throws Exception {
    try (SoundConverter converter = converter(MONO, true)) {
      feed(converter, 1, 0, 10);

      assertThatExceptionOfType(SoundRefused.class)
          .isThrownBy(() -> feed(converter, 2, 10, 20))
          .matches(SoundRefused::wider);
    }
  }

  @Test
  void one_of_several_tracks_stays_a_single_channel() throws Exception {
    try (SoundConverter converter = converter(MONO, false)) {
      feed(converter, 2, 0, 100);
      converter.finish();

      assertThat(got).isEqualTo(48_000);
    }
  }
}
