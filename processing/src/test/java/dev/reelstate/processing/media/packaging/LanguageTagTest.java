package dev.reelstate.processing.media.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTagTest {

  @ParameterizedTest
  @CsvSource({"ger, de", "deu, de", "DE, de", "nor, no", "heb, he", "gsw, gsw", "zxx, zxx"})
  void a_language_has_its_shortest_tag(String code, String tag) {
    assertThat(LanguageTag.of(code)).isEqualTo(tag);
  }

  @ParameterizedTest
  @CsvSource({"de, Deutsch", "qqq, qqq"})
  void a_language_is_named_in_itself(String tag, String name) {
    assertThat(LanguageTag.name(tag)).isEqualTo(name);
  }
}
