package dev.reelstate.processing.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.video.VideoTrack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameRateCapTest {

  private static VideoTrack track(double rate, boolean variable) {
    return new VideoTrack(
        0,
        "h264",
        null,
        true,
        64,
        48,
        64,
        48,
        0,
        false,
        1,
        "yuv420p",
        8,
        rate,
        variable,
        100,
        10,
        Duration.ofSeconds(1),
        Duration.ZERO,
        Duration.ofSeconds(4),
        0,
        false,
        null,
        null,
        null,
        null);
  }

  private static List<Long> kept(FrameRateCap cap, LongStream times) {
    List<Long> kept = new ArrayList<>();
    times.filter(cap::keeps).forEach(kept::add);
    return kept;
  }

  /** The times of ten seconds, rounded to a number of ticks of which a second has 90,000. */
  private static LongStream steady(double rate, long rounding) {
    return LongStream.range(0, Math.round(10 * rate))
        .map(i -> Math.round(i * 90_000 / rate / rounding) * rounding);
  }

  @ParameterizedTest
  @CsvSource({
    "23.976, 1, 240",
    "25, 1, 250",
    "50, 1, 500",
    "59.94, 1, 599",
    "60, 1, 600",
    "60, 90, 600",
    "59.94, 90, 599",
    "75, 1, 375",
    "90, 90, 450",
    "100, 90, 500",
    "119.88, 90, 600",
    "120, 1, 600",
    "144, 1, 480",
    "240, 1, 600",
    "240, 90, 600",
    "1000, 90, 589",
  })
  void steady_films_keep_one_picture_in_so_many(double rate, long rounding, int left) {
    List<Long> kept = kept(FrameRateCap.of(track(rate, false), 60), steady(rate, rounding));

    assertThat(kept).hasSize(left);
    double step = 900_000.0 / left;
    for (int i = 1; i < kept.size(); i++) {
      assertThat(kept.get(i) - kept.get(i - 1)).isCloseTo(Math.round(step), within(185L));
    }
    assertThat(FrameRateCap.rate(track(rate, false), 60)).isCloseTo(left / 10.0, within(0.1));
  }

  @Test
  void a_recipe_may_keep_more() {
    assertThat(kept(FrameRateCap.of(track(240, false), 120), steady(240, 1))).hasSize(1200);
    assertThat(FrameRateCap.exceeds(track(120, false), 120)).isFalse();
    assertThat(FrameRateCap.exceeds(track(120, false), 60)).isTrue();
  }

  @Test
  void pictures_of_an_inexact_camera_are_all_kept() {
    LongStream times = LongStream.range(0, 600).map(i -> i * 1500 + (i * 37 % 7 - 3) * 90);

    assertThat(kept(FrameRateCap.of(track(60, true), 60), times)).hasSize(600);
  }

  @Test
  void a_burst_is_thinned_and_what_is_slow_stays() {
    LongStream slow = LongStream.range(0, 30).map(i -> i * 3000);
    LongStream burst = LongStream.range(0, 240).map(i -> 90_000 + i * 375);

    List<Long> kept = kept(FrameRateCap.of(track(135, true), 60), LongStream.concat(slow, burst));

    assertThat(kept.stream().filter(time -> time < 90_000)).hasSize(30);
    assertThat(kept.stream().filter(time -> time >= 90_000).count()).isBetween(60L, 63L);
  }
}
