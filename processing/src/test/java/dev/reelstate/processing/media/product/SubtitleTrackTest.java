package dev.reelstate.processing.media.product;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubtitleTrackTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,0,Default,,0,0,0,,Well, yes|Well, yes",
        "0,0,Default,,0,0,0,,{\\i1}Slowly{\\i0}\\Nnow|Slowly/now",
        "0,0,Default,,0,0,0,,a < b|a &lt; b",
        "no fields|''"
      })
  void spoken_text_is_kept_without_its_styling(String event, String said) {
    assertThat(SubtitleTrack.plain(event)).isEqualTo(said.replace('/', '\n'));
  }
}
