package dev.reelstate.processing.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.processing.Tracks;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.VideoCodec;
import dev.reelstate.video.MediaInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderCompilerTest {

  private static final Ladder PLAIN = Ladder.of(720, 360);
  private static final Ladder HDR = Ladder.of(720).in(VideoCodec.AV1).keepingHdr();

  private static List<String> rungs(String transfer, Ladder first, Ladder... more) {
    Recipe.Builder recipe = Recipe.builder().output(Recipe.Output.HLS).ladder(first);
    List.of(more).forEach(recipe::alsoLadder);
    MediaInfo film = Tracks.media(List.of(Tracks.video(1280, 720, 0, transfer)), List.of());
    return new RenderCompiler(recipe.build(), null)
        .compile(film).orElseThrow().rungs().stream().map(Rung::name).toList();
  }

  @Test
  void high_dynamic_range_lies_beside_the_standard_one_if_the_film_has_it() {
    assertThat(rungs("smpte2084", PLAIN, HDR)).containsExactly("720p", "720p-av1-hdr", "360p");
    assertThat(rungs("bt709", PLAIN, HDR)).containsExactly("720p", "360p");
  }

  @Test
  void a_film_of_standard_range_is_made_even_if_only_the_other_is_asked_for() {
    assertThat(rungs("arib-std-b67", HDR)).containsExactly("720p-av1-hdr");
    assertThat(rungs("bt709", HDR)).containsExactly("720p-av1");
  }

  @Test
  void one_codec_may_have_both_ranges() {
    Ladder both = Ladder.of(720).in(VideoCodec.AV1);

    assertThat(rungs("smpte2084", both, both.keepingHdr()))
        .containsExactly("720p-av1", "720p-av1-hdr");
    assertThat(rungs("bt709", both, both.keepingHdr())).containsExactly("720p-av1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rungs("bt709", both, both.keepingHdr(), both.keepingHdr()))
        .withMessage("The recipe already has a ladder in AV1 that keeps a high dynamic range.");
  }
}
