package dev.reelstate.processing.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MediaLimitsTest {

  private static final MediaLimits STANDARD = MediaLimits.standard();

  @Test
  void what_a_file_may_cost_grows_with_its_size() {
    assertThat(STANDARD.packets(20_000)).isEqualTo(20_000);
    assertThat(STANDARD.decodedPixels(1_000_000)).isEqualTo(520_000_000_000L);
    assertThat(STANDARD.readingTime(100_000_000)).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void up_to_what_is_allowed_at_all() {
    for (long bytes : new long[] {1L << 40, Long.MAX_VALUE}) {
      assertThat(STANDARD.packets(bytes)).isEqualTo(STANDARD.maxPackets());
      assertThat(STANDARD.decodedPixels(bytes)).isEqualTo(STANDARD.maxDecodedPixels());
      assertThat(STANDARD.readingTime(bytes)).isEqualTo(STANDARD.maxReadingTime());
    }
  }

  @Test
  void a_host_may_allow_less_than_any_file_needs() {
    assertThat(STANDARD.withMaxPackets(5).packets(0)).isEqualTo(5);
    assertThat(STANDARD.withMaxDecodedPixels(5).decodedPixels(0)).isEqualTo(5);
    assertThat(STANDARD.withMaxReadingTime(Duration.ofSeconds(5)).readingTime(0))
        .isEqualTo(Duration.ofSeconds(5));
  }
}
