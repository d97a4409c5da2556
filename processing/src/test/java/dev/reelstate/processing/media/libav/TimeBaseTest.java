package dev.reelstate.processing.media.libav;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeBaseTest {

  @Test
  void durations_become_ticks_and_back() {
    assertThat(TimeBase.MEDIA.ticks(Duration.ofMillis(1500))).isEqualTo(135_000);
    assertThat(TimeBase.MEDIA.duration(135_000)).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void a_length_of_a_thousand_years_is_only_very_long() {
    assertThat(TimeBase.MEDIA.ticks(Duration.ofDays(365_000)))
        .isEqualTo(TimeBase.MEDIA.ticks(Duration.ofDays(36_500)))
        .isPositive();
  }
}
