package dev.reelstate.processing.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.reelstate.processing.Tracks;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Speed;
import dev.reelstate.processing.recipe.VideoCodec;
import dev.reelstate.video.VideoRange;
import dev.reelstate.video.VideoTrack;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RungsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          1920 | 1080 | 1080p 1920x1080, 720p 1280x720, 480p 854x480, 360p 640x360
          3840 | 2160 | 1080p 1920x1080, 720p 1280x720, 480p 854x480, 360p 640x360
          1080 | 1920 | 1080p 1080x1920, 720p 720x1280, 480p 480x854, 360p 360x640
          768  | 432  | 432p 768x432, 360p 640x360, 240p 426x240
          160  | 120  | 120p 160x120
          161  | 121  | 121p 160x120
          1    | 1    | 1p 16x16
          100  | 4    | 4p 400x16
          8192 | 1080 | 1080p 8192x1080, 720p 5462x720, 480p 3640x480, 360p 2730x360
          """)
  void rungs_never_exceed_the_source_and_have_even_sides(int width, int height, String expected) {
    List<Rung> rungs = Rungs.of(Ladder.standard(), track(width, height, 0));

    assertThat(rungs)
        .extracting(rung -> rung.name() + " " + rung.width() + "x" + rung.height())
        .containsExactly(expected.split(", "));
  }

  /** Encoders refuse larger pictures, and so do players. */
  @ParameterizedTest
  @CsvSource({"16384, 1080", "3904, 3856", "8192, 8192", "1200, 40000"})
  void no_rung_is_larger_than_a_picture_of_h264_may_be(int width, int height) {
    assertThat(Rungs.of(Ladder.of(4320, 1080), track(width, height, 0))).allSatisfy(rung -> {
      assertThat((long) rung.width() * rung.height()).isLessThanOrEqualTo(4096 * 2304);
      assertThat((double) rung.width() / rung.height())
          .isCloseTo((double) width / height, withinPercentage(2));
    });
  }

  @Test
  void smaller_rungs_have_lower_bit_rates() {
    assertThat(Rungs.of(Ladder.standard().byBitRate(), track(1920, 1080, 0)))
        .extracting(Rung::bitRate)
        .isSortedAccordingTo((a, b) -> Long.compare(b, a))
        .first()
        .isEqualTo(4_977_000L);
  }

  @Test
  void a_source_of_low_bit_rate_is_not_inflated() {
    assertThat(Rungs.of(Ladder.of(720), track(1280, 720, 400_000)).get(0).bitRate())
        .isLessThan(Rungs.of(Ladder.of(720), track(1280, 720, 0)).get(0).bitRate());
  }

  @Test
  void a_rung_asks_for_a_quality_with_room_above_the_bit_rate_that_suits_it() {
    Ladder ladder = Ladder.of(1080, 720).withBitRate(720, 900_000).withSpeed(Speed.SMALL);

    assertThat(Rungs.of(ladder, track(1920, 1080, 0)))
        .extracting(Rung::bitRate, Rung::quality)
        .containsExactly(tuple(7_465_500L, Ladder.USUAL_QUALITY), tuple(900_000L, null));
    assertThat(Rungs.of(ladder.withQuality(35), track(1920, 1080, 0)).get(0))
        .returns(35.0, Rung::quality)
        .returns(Speed.SMALL, Rung::speed);
  }

  @ParameterizedTest
  @CsvSource({
    "smpte2084, 720p-av1-hdr, PQ",
    "arib-std-b67, 720p-av1-hdr, HLG",
    "bt709, 720p-av1, SDR"
  })
  void rungs_keep_the_range_that_the_film_has(String transfer, String name, VideoRange range) {
    VideoTrack track = Tracks.video(1280, 720, 0, transfer);

    assertThat(Rungs.of(Ladder.of(720).in(VideoCodec.AV1).keepingHdr(), track))
        .extracting(Rung::name, Rung::range)
        .containsExactly(tuple(name, range));
    assertThat(Rungs.of(Ladder.of(720).in(VideoCodec.AV1), track))
        .extracting(Rung::name, Rung::range)
        .containsExactly(tuple("720p-av1", VideoRange.SDR));
  }

  private static VideoTrack track(int width, int height, long bitRate) {
    return Tracks.video(width, height, bitRate);
  }
}
