package dev.reelstate.processing.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.processing.recipe.Recipe.Output;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecipeTest {

  private static final Recipe FULL = Recipe.builder()
      .output(Output.POSTER, Output.HLS, Output.MARKS)
      .ladder(Ladder.of(720, 360))
      .alsoLadder(Ladder.of(720).in(VideoCodec.AV1))
      .copying(false)
      .checkingCopies(true)
      .partLength(Duration.ofMinutes(7))
      .hardware(false)
      .loudness(-16)
      .quality(true)
      .step("caption")
      .step("mail")
      .build();

  @Test
  void everything_in_a_recipe_can_be_read() {
    assertThat(FULL.outputs()).containsExactlyInAnyOrder(Output.POSTER, Output.HLS, Output.MARKS);
    assertThat(FULL.ladders())
        .containsExactly(Ladder.of(720, 360), Ladder.of(720).in(VideoCodec.AV1));
    assertThat(FULL.copying()).isFalse();
    assertThat(FULL.checkingCopies()).isTrue();
    assertThat(FULL.partLength()).isEqualTo(Duration.ofMinutes(7));
    assertThat(FULL.hardware()).isFalse();
    assertThat(FULL.loudness()).hasValue(-16);
    assertThat(FULL.quality()).isTrue();
    assertThat(FULL.steps()).containsExactly("caption", "mail");
  }

  @Test
  void a_copy_equals_the_original() {
    assertThat(FULL.toBuilder().build()).usingRecursiveComparison().isEqualTo(FULL);
    assertThat(Recipe.standard().toBuilder().build())
        .usingRecursiveComparison()
        .isEqualTo(Recipe.standard());
  }

  @Test
  void a_changed_copy_leaves_the_original_alone() {
    Recipe copy =
        FULL.toBuilder().without(Output.MARKS).output(Output.MP4).quality(false).build();

    assertThat(copy.outputs()).containsExactlyInAnyOrder(Output.POSTER, Output.HLS, Output.MP4);
    assertThat(copy.quality()).isFalse();
    assertThat(copy.steps()).isEqualTo(FULL.steps());
    assertThat(FULL.outputs()).contains(Output.MARKS).doesNotContain(Output.MP4);
    assertThat(FULL.quality()).isTrue();
  }

  @Test
  void there_is_at_most_one_ladder_per_codec() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FULL.toBuilder().alsoLadder(Ladder.of(360)))
        .withMessage("The recipe already has a ladder in H264.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FULL.toBuilder().ladder(Ladder.of(360).in(VideoCodec.AV1)));
  }
}
