package dev.reelstate.processing.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.Recipe.Output;
import dev.reelstate.processing.recipe.VideoCodec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeTextTest {

  private static final Recipe RECIPE = Recipe.builder()
      .output(Output.SUBTITLES, Output.HLS)
      .ladder(Ladder.of(720, 360).withBitRate(360, 400_000))
      .alsoLadder(Ladder.of(480).in(VideoCodec.AV1).keepingHdr())
      .copying(false)
      .checkingCopies(true)
      .partLength(Duration.ofSeconds(7))
      .segmentLength(Duration.ofSeconds(6))
      .keyFrameInterval(Duration.ofSeconds(2))
      .hardware(false)
      .loudness(-16.5)
      .quality(true)
      .soundLanguages("no", "eng")
      .surround(true)
      .build();

  @Test
  void a_recipe_that_was_written_down_is_read_as_it_was() {
    RecipeText read = RecipeText.read(text(RECIPE).json());

    assertThat(read).isEqualTo(text(RECIPE));
    assertThat(read.recipe()).usingRecursiveComparison().isEqualTo(RECIPE);
  }

  @Test
  void the_version_tells_whether_two_recipes_are_the_same() {
    Recipe otherOrder =
        RECIPE.toBuilder().without(Output.SUBTITLES).output(Output.SUBTITLES).build();

    assertThat(text(otherOrder).ref()).isEqualTo(text(RECIPE).ref());
    assertThat(text(RECIPE.toBuilder().hardware(true).build()).ref().version())
        .isNotEqualTo(text(RECIPE).ref().version());
  }

  @Test
  void a_recipe_with_something_unknown_in_it_is_not_read_without_it() {
    String later = text(RECIPE).json().replaceFirst("\\{", "{\"threeDimensional\":true,");

    assertThatIllegalArgumentException().isThrownBy(() -> RecipeText.read(later));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecipeText.read(text(RECIPE).json().replace("HLS", "HOLOGRAM")));
  }

  @Test
  void a_recipe_of_an_earlier_release_still_asks_for_bit_rates() {
    String earlier = text(RECIPE)
        .json()
        .replaceAll(
            ",\"quality\":39\\.0,\"speed\":null,\"hdr\":(true|false),\"perFilm\":false", "");

    assertThat(earlier).doesNotContain("speed");
    assertThat(RecipeText.read(earlier).ladders())
        .containsExactly(
            Ladder.of(720, 360).withBitRate(360, 400_000).byBitRate(),
            Ladder.of(480).in(VideoCodec.AV1).byBitRate());
  }

  private static RecipeText text(Recipe recipe) {
    return RecipeText.of("name", recipe, List.of());
  }
}
