package dev.reelstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.video.NewVideo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", " ", "🦁", "\uD800\uDC00", "\uDBFF\uDFFF", "\uFFFF\uFEFF", "\u0001"})
  void valid_characters_are_kept(String text) {
    assertThat(StoredText.text("the title", text)).isEqualTo(text);
    assertThat(StoredText.word("the title", text)).isEqualTo(text);
    assertThat(StoredText.cleaned(text)).isSameAs(text);
  }

  @Test
  void an_invalid_character_is_reported_with_its_index() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredText.text("the title", "🦁\0"))
        .withMessage(
            "The title has a NUL character at index 2, which databases cannot store; remove it.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredText.word("the label", "\uDC00\uD800"))
        .withMessage("The label has an unpaired surrogate at index 0, which databases cannot store;"
            + " remove it.");
  }

  @Test
  void a_word_is_measured_in_code_points_not_in_code_units() {
    String longest = "🦁".repeat(StoredText.MAX_WORD);

    assertThat(StoredText.word("the label", longest)).isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredText.word("the label", longest + "a"))
        .withMessage("The label has 256 characters but may have at most 255.");
    assertThat(StoredText.text("the title", longest + "a")).endsWith("a");
  }

  @Test
  void a_title_has_a_longest_length_and_a_longer_one_is_refused_at_once() {
    String longest = "🦁".repeat(StoredText.MAX_LINE);

    assertThat(NewVideo.named(longest).title()).isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NewVideo.named(longest + "a"))
        .withMessage("The title has 1001 characters but may have at most 1000.");
  }

  @Test
  void each_unit_that_cannot_be_kept_is_replaced() {
    assertThat(StoredText.cleaned("\0a\uD83E\uDD81\uD83E\uD83E\0"))
        .isEqualTo("\uFFFDa🦁\uFFFD\uFFFD\uFFFD");
  }
}
