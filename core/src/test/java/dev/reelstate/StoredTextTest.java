package dev.reelstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", " ", "🦁", "\uD800\uDC00", "\uDBFF\uDFFF", "\uFFFF\uFEFF", "\u0001"})
  void what_is_a_character_is_kept(String text) {
    assertThat(StoredText.text("the title", text)).isEqualTo(text);
    assertThat(StoredText.word("the title", text)).isEqualTo(text);
    assertThat(StoredText.cleaned(text)).isSameAs(text);
  }

  @Test
  void what_is_none_is_named_with_its_place() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredText.text("the title", "🦁\0"))
        .withMessage(
            "The title has a NUL character at index 2, which databases cannot keep; leave it out.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredText.word("the label", "\uDC00\uD800"))
        .withMessage(
            "The label has half of a surrogate pair at index 0, which databases cannot keep; leave it out.");
  }

  @Test
  void a_word_is_measured_in_characters_not_in_units() {
    String longest = "🦁".repeat(StoredText.MAX_WORD);

    assertThat(StoredText.word("the label", longest)).isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredText.word("the label", longest + "a"))
        .withMessage("The label has 256 characters, and may have 255 at most.");
    assertThat(StoredText.text("the title", longest + "a")).endsWith("a");
  }

  @Test
  void each_unit_that_cannot_be_kept_is_replaced() {
    assertThat(StoredText.cleaned("\0a\uD83E\uDD81\uD83E\uD83E\0"))
        .isEqualTo("\uFFFDa🦁\uFFFD\uFFFD\uFFFD");
  }
}
