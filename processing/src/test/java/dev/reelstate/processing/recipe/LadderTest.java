package dev.reelstate.processing.recipe;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LadderTest {

  @Test
  void a_ladder_that_does_not_descend_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Ladder.of(360, 720));
    assertThatIllegalArgumentException().isThrownBy(Ladder::of);
  }

  @ParameterizedTest
  @ValueSource(doubles = {31.9, 44.1, Double.NaN})
  void a_quality_that_no_encoder_was_measured_at_is_refused(double xpsnr) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ladder.standard().withQuality(xpsnr))
        .withMessageContaining("from 32.0 to 44.0 dB");
  }

  @ParameterizedTest
  @EnumSource(
      value = VideoCodec.class,
      names = {"H264", "VP9"})
  void a_codec_that_cannot_keep_a_high_dynamic_range_is_refused(VideoCodec codec) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ladder.standard().in(codec).keepingHdr())
        .withMessage(
            "A ladder that keeps a high dynamic range is in AV1 or HEVC, not " + codec + ".");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ladder.standard().in(VideoCodec.AV1).keepingHdr().in(codec));
  }
}
