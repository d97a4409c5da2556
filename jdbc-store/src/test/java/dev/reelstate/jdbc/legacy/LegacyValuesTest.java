package dev.reelstate.jdbc.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyValuesTest {

  @Test
  void an_id_has_one_form_whatever_its_type() {
    UUID uuid = UUID.fromString("0190a000-0000-7000-8000-00000000ABCD");

    assertThat(LegacyValues.key(17)).isEqualTo("17");
    assertThat(LegacyValues.key(1e3)).isEqualTo("1000");
    assertThat(LegacyValues.key(new BigDecimal("17.00"))).isEqualTo("17");
    assertThat(LegacyValues.key(" 17 ")).isEqualTo("17");
    assertThat(LegacyValues.key("Film-A")).isEqualTo("Film-A");
    assertThat(LegacyValues.key(uuid)).isEqualTo(uuid.toString());
    assertThat(LegacyValues.key(uuid.toString().toUpperCase(Locale.ROOT)))
        .isEqualTo(uuid.toString());
    byte[] bytes = new byte[16];
    bytes[15] = 7;
    assertThat(LegacyValues.key(bytes)).isEqualTo("00000000-0000-0000-0000-000000000007");
  }

  @Test
  void text_that_cannot_be_stored_everywhere_is_rejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> LegacyValues.word("x".repeat(201)));
    assertThatIllegalArgumentException().isThrownBy(() -> LegacyValues.text("a\0b"));
    assertThatIllegalArgumentException().isThrownBy(() -> LegacyValues.text("a\uD800b"));
    assertThatIllegalArgumentException().isThrownBy(() -> LegacyValues.text(" \t"));
    assertThatIllegalArgumentException().isThrownBy(() -> LegacyValues.text(new byte[3]));
    assertThat(LegacyValues.text(" a\tb\u202E ")).isEqualTo(" a\tb\u202E ");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-03 04:05:06, 2024-02-03T04:05:06Z",
    "2024-02-03T04:05:06.123456, 2024-02-03T04:05:06.123456Z",
    "2024-02-03T04:05:06Z, 2024-02-03T04:05:06Z",
    "2024-02-03 04:05:06+02, 2024-02-03T02:05:06Z",
    "2024-02-03 04:05:06.5 +02:00, 2024-02-03T02:05:06.5Z",
    "2024-02-03T04:05:06-0130, 2024-02-03T05:35:06Z",
    "2024-02-03, 2024-02-03T00:00:00Z",
    "1706933106, 2024-02-03T04:05:06Z",
    "1706933106.25, 2024-02-03T04:05:06.25Z",
    "1706933106250, 2024-02-03T04:05:06.250Z",
    "1706933106250001, 2024-02-03T04:05:06.250001Z"
  })
  void a_time_is_parsed_in_any_form(String text, Instant time) {
    assertThat(LegacyValues.time(text)).isEqualTo(time);
  }

  @Test
  void a_time_without_a_zone_is_in_utc() {
    assertThat(LegacyValues.time(LocalDateTime.parse("2024-02-03T04:05:06")))
        .isEqualTo(Instant.parse("2024-02-03T04:05:06Z"));
    assertThat(LegacyValues.time(OffsetDateTime.parse("2024-02-03T04:05:06+01:00")))
        .isEqualTo(Instant.parse("2024-02-03T03:05:06Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yesterday", "2024-02-30 00:00:00", "1850-01-01", "0", "-5", "1e300", "1e-300", ""
      })
  void an_invalid_time_is_rejected(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> LegacyValues.time(text));
  }

  @ParameterizedTest
  @CsvSource({"12, 12", "12.5, 12.5", "1:02, 62", "01:02:03.5, 3723.5", "0, 0"})
  void a_number_of_seconds_may_be_written_as_a_clock(String text, double seconds) {
    assertThat(LegacyValues.seconds(text)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "NaN", "Infinity", "1e9", "long", "1,5", "1e999999999"})
  void an_invalid_duration_is_rejected(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> LegacyValues.seconds(text));
  }

  @Test
  void a_float_becomes_the_decimal_it_prints_as() {
    assertThat(LegacyValues.seconds(0.2f)).isEqualTo(0.2);
    assertThatIllegalArgumentException().isThrownBy(() -> LegacyValues.real(Float.NaN));
  }

  @Test
  void a_rate_may_be_a_fraction() {
    assertThat(LegacyValues.rate("30000/1001")).isEqualTo(30000 / 1001.0);
    assertThat(LegacyValues.rate(25)).isEqualTo(25);
    assertThatIllegalArgumentException().isThrownBy(() -> LegacyValues.rate("30/0"));
    assertThatIllegalArgumentException().isThrownBy(() -> LegacyValues.rate("0/0"));
    assertThatIllegalArgumentException().isThrownBy(() -> LegacyValues.rate(-25));
    assertThatIllegalArgumentException().isThrownBy(() -> LegacyValues.rate(Double.NaN));
  }

  @Test
  void a_size_is_a_width_by_a_height() {
    assertThat(LegacyValues.size("1920x1080")).hasToString("1920x1080");
    assertThat(LegacyValues.size("640 × 360")).hasToString("640x360");
    for (String broken : new String[] {"1080p", "0x0", "1920", "-1x5", "99999x1"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> LegacyValues.size(broken));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "t, true",
    "TRUE, true",
    "1, true",
    "yes, true",
    "f, false",
    "False, false",
    "0, false",
    "N, false"
  })
  void a_boolean_is_parsed_in_any_form(String text, boolean truth) {
    assertThat(LegacyValues.truth(text)).isEqualTo(truth);
  }

  @Test
  void a_boolean_may_be_a_bit_but_no_other_value() {
    assertThat(LegacyValues.truth(new byte[] {1})).isTrue();
    assertThat(LegacyValues.truth(1L)).isTrue();
    assertThat(LegacyValues.truth(false)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> LegacyValues.truth(2));
    assertThatIllegalArgumentException().isThrownBy(() -> LegacyValues.truth("maybe"));
  }

  @Test
  void a_problem_is_safe_to_print() {
    LegacyProblem problem =
        LegacyProblem.of("videos", "1\u001B[2J", "filename", "a\nb\u202E" + "x".repeat(100), "bad");

    assertThat(problem.toString())
        .isEqualTo("videos 1?[2J: filename is \"a?b?" + "x".repeat(76) + "...\", bad.");
    assertThat(LegacyProblem.of("t", "1", "c", null, "bad").value()).isEqualTo("null");
    assertThat(LegacyProblem.of("t", "1", "c", new byte[5], "bad").value()).isEqualTo("5 bytes");
    assertThat(LegacyProblem.of("t", "1", "c", Double.NaN, "bad").value()).isEqualTo("NaN");
  }
}
