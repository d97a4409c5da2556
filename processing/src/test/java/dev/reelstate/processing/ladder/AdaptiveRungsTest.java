package dev.reelstate.processing.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.Tracks;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.SizeChoice;
import dev.reelstate.processing.media.trial.TrialPoint;
import dev.reelstate.processing.recipe.Ladder;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

class AdaptiveRungsTest {

  private static final Ladder LADDER = Ladder.of(1080, 720, 480, 360).adapting();
  private static final List<Rung> FIXED = Rungs.of(LADDER, Tracks.video(1920, 1080, 0));

  /**
   * Chooses for a film whose sizes show so much, in dB, at a side and a quality. Bits grow with the
   * pixels, and by a fifth with each dB.
   */
  private static AdaptiveRungs.Result choose(
      double bitsOfFullHd, ToDoubleBiFunction<Integer, Double> xpsnr) {
    List<TrialPoint> points = AdaptiveRungs.candidates(LADDER, FIXED).stream()
        .map(rung -> {
          double quality = Objects.requireNonNull(rung.quality());
          double pixels = rung.width() * rung.height() / (1920.0 * 1080);
          double bits = bitsOfFullHd * Math.pow(pixels, 0.8) * Math.pow(1.2, quality - 39);
          return new TrialPoint(bits, xpsnr.applyAsDouble(rung.height(), quality));
        })
        .toList();
    return new AdaptiveRungs(LADDER, FIXED, points).choose();
  }

  private static List<String> names(AdaptiveRungs.Result result) {
    return result.rungs().stream().map(Rung::name).toList();
  }

  private static double bits(AdaptiveRungs.Result result, String name) {
    return result.sizes().stream()
        .filter(size -> size.rung().equals(name))
        .findFirst()
        .orElseThrow()
        .bitRate();
  }

  @Test
  void a_film_full_of_detail_keeps_its_largest_size() {
    AdaptiveRungs.Result result =
        choose(6_000_000, (side, quality) -> quality - (1080 - side) / 30.0);

    assertThat(names(result)).containsExactly("1080p", "720p", "480p", "360p");
    assertThat(bits(result, "720p")).isLessThanOrEqualTo(bits(result, "1080p") * 0.4 + 1);
    assertThat(bits(result, "480p")).isLessThanOrEqualTo(bits(result, "720p") * 0.4 + 1);
    assertThat(bits(result, "360p")).isLessThanOrEqualTo(bits(result, "480p") * 0.4 + 1);
  }

  @Test
  void a_soft_film_begins_with_the_size_that_shows_all_of_it() {
    AdaptiveRungs.Result result =
        choose(2_000_000, (side, quality) -> quality - (side >= 480 ? 0 : 3));

    assertThat(names(result)).startsWith("480p");
    assertThat(result.sizes())
        .filteredOn(size -> size.rung().equals("1080p") || size.rung().equals("720p"))
        .extracting(SizeChoice::quality, SizeChoice::reason)
        .allSatisfy(choice -> {
          assertThat(choice.toList().get(0)).isNull();
          assertThat(choice.toList().get(1).toString())
              .startsWith("Left out: 480p shows as much, 3")
              .endsWith("kbit/s.");
        });
  }

  @Test
  void no_rung_is_smaller_than_the_slowest_connection_needs() {
    AdaptiveRungs.Result result =
        choose(500_000, (side, quality) -> quality - (1080 - side) / 30.0);

    assertThat(names(result)).containsExactly("1080p", "720p");
    assertThat(bits(result, "720p")).isGreaterThan(60_000);
  }

  @Test
  void a_rung_that_shows_hardly_more_than_the_next_is_left_out() {
    AdaptiveRungs.Result result =
        choose(6_000_000, (side, quality) -> side == 1080 ? quality + 5 : 35 + quality / 100);

    assertThat(names(result)).containsExactly("1080p", "360p");
    assertThat(result.sizes())
        .filteredOn(size -> size.rung().equals("720p"))
        .extracting(SizeChoice::reason)
        .containsExactly(
            "Left out: the rungs beside it show as much, or nearly as much, for fewer bits.");
  }

  @Test
  void a_ladder_has_no_more_rungs_than_were_asked_for() {
    Ladder two =
        new Ladder(LADDER.sides(), 2, LADDER.codec(), LADDER.bitRates(), 39.0, null, false, true);
    List<Rung> fixed = Rungs.of(two, Tracks.video(1920, 1080, 0));
    List<TrialPoint> points = AdaptiveRungs.candidates(two, fixed).stream()
        .map(rung -> new TrialPoint(
            rung.width() * 1000.0 * Objects.requireNonNull(rung.quality()) / 39,
            rung.height() / 40.0 + rung.quality() / 10))
        .toList();

    assertThat(new AdaptiveRungs(two, fixed, points).choose().rungs()).hasSizeLessThanOrEqualTo(2);
  }
}
