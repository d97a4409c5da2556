package dev.reelstate.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "999, 999 bytes",
    "1000, 1.0 kB",
    "12345, 12 kB",
    "999499, 999 kB",
    "999500, 1.0 MB",
    "7000000000, 7.0 GB"
  })
  void sizes_are_short(long bytes, String words) {
    assertThat(Text.size(bytes)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.04S, 0:00.0",
    "PT9.96S, 0:10.0",
    "PT1M1.25S, 1:01.3",
    "PT59M59.99S, 1:00:00.0",
    "PT11H2M3S, 11:02:03.0"
  })
  void times_read_as_on_a_clock(Duration duration, String words) {
    assertThat(Text.clock(duration)).isEqualTo(words);
  }

  @Test
  void names_cannot_control_a_terminal() {
    assertThat(Text.plain("a\u001b[31mb\nc\u0007")).isEqualTo("a?[31mb c?");
  }
}
