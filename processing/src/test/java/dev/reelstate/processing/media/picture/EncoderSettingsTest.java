package dev.reelstate.processing.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Speed;
import dev.reelstate.processing.recipe.VideoCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderSettingsTest {

  private static final VideoEncoders PRESENT = VideoEncoders.present(false);

  @Test
  void the_text_is_the_same_in_whatever_order_the_options_were_set() {
    EncoderSettings settings =
        EncoderSettings.of("libx264").with("preset", "fast").with("crf", 23);

    assertThat(settings.text()).isEqualTo("libx264 crf=23 preset=fast");
    assertThat(EncoderSettings.parse(settings.text())).isEqualTo(settings);
    assertThat(EncoderSettings.parse(" libx264  x264-params=ref=2:me=dia "))
        .isEqualTo(EncoderSettings.of("libx264").with("x264-params", "ref=2:me=dia"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"libx264 crf", "libx264 =3", "libx264 crf="})
  void text_that_is_no_settings_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> EncoderSettings.parse(text));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HEVC") // the LGPL natives have no encoder
  void encoders_open_with_the_settings_for_bit_rates_and_for_qualities(VideoCodec codec)
      throws LibavException {
    Rung rung = new Rung("240p", 320, 240, 300_000, codec);
    List<EncoderSettings> all = new ArrayList<>(PRESENT.settings(rung, 25));
    for (Speed speed : Speed.values()) {
      all.addAll(PRESENT.settings(rung.withQuality(38, speed), 25));
    }

    assertThat(all).hasSizeGreaterThanOrEqualTo(4);
    for (EncoderSettings settings : all) {
      PRESENT.open(settings, new PictureSize(320, 240), 25, ColorTags.BT709).close();
    }
  }

  @Test
  void a_quality_sets_a_constant_and_a_cap_and_a_bit_rate_sets_itself() {
    Rung rung = new Rung("240p", 320, 240, 300_000, VideoCodec.AV1);

    assertThat(PRESENT.settings(rung, 25).get(0).options())
        .containsEntry("b", "300000")
        .doesNotContainKey("crf");
    assertThat(PRESENT.settings(rung.withQuality(38, Speed.SMALL), 25).get(0).options())
        .containsEntry("maxrate", "300000")
        .containsEntry("preset", "5")
        .containsKey("crf")
        .doesNotContainKey("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"libx264", "libopenh264", "libx265", "libsvtav1", "libvpx-vp9"})
  void a_higher_quality_is_a_lower_constant(String encoder) {
    double[] constants = DoubleStream.iterate(Ladder.MIN_QUALITY, quality -> quality + 1)
        .limit((long) (Ladder.MAX_QUALITY - Ladder.MIN_QUALITY + 1))
        .map(quality -> QualityScale.constant(encoder, quality))
        .toArray();

    assertThat(constants).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(constants[0]).isLessThan(63);
    assertThat(constants[constants.length - 1]).isPositive().isLessThan(constants[0]);
  }

  @Test
  void a_setting_that_the_encoder_does_not_have_is_an_error() {
    EncoderSettings settings = EncoderSettings.of("libopenh264").with("colour", "blue");

    assertThatExceptionOfType(LibavException.class)
        .isThrownBy(() -> PRESENT
            .open(settings, new PictureSize(320, 240), 25, ColorTags.BT709)
            .close())
        .withMessageContaining("set colour of libopenh264 to blue");
  }
}
