package dev.reelstate.processing.media.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.RenderSpec.Pictures;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.pass.Clips;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.Speed;
import dev.reelstate.processing.recipe.VideoCodec;
import dev.reelstate.task.FailureCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LadderTrialTest {

  private static final Rung LARGE = new Rung("240p", 320, 240, 4_000_000);
  private static final Rung SMALL = new Rung("120p", 160, 120, 4_000_000);

  @TempDir
  private Path folder;

  private Path film;

  @BeforeEach
  void make_a_film() throws Exception {
    film = Clips.write(Clips.PLAIN, folder.resolve("film.mp4"));
  }

  private TrialResult tried(Path file, Rung... rungs) throws Exception {
    TrialRequest request = new TrialRequest(
        file,
        "mp4",
        Clips.inspect(film),
        List.of(rungs),
        Pictures.USUAL,
        Duration.ofSeconds(2),
        false,
        2,
        10);
    return LadderTrial.run(request, MediaLimits.standard(), place -> {});
  }

  private static Rung of(Rung rung, double quality) {
    return rung.withQuality(quality, Speed.FAST);
  }

  @Test
  void more_quality_and_more_pixels_cost_more_and_show_more() throws Exception {
    TrialResult found = tried(film, of(LARGE, 33), of(LARGE, 40), of(SMALL, 40));

    assertThat(found.pictures()).isEqualTo(20);
    TrialPoint poor = found.points().get(0);
    TrialPoint good = found.points().get(1);
    TrialPoint small = found.points().get(2);
    assertThat(good.bitRate()).isGreaterThan(poor.bitRate()).isGreaterThan(small.bitRate());
    assertThat(good.xpsnr()).isGreaterThan(poor.xpsnr()).isGreaterThan(small.xpsnr());
  }

  @Test
  void the_same_trial_finds_the_same() throws Exception {
    assertThat(tried(film, of(LARGE, 39), of(SMALL, 36)).points())
        .isEqualTo(tried(film, of(LARGE, 39), of(SMALL, 36)).points());
  }

  @Test
  void a_missing_encoder_is_named() {
    Rung hevc = of(new Rung("240p-hevc", 320, 240, 400_000, VideoCodec.HEVC), 39);

    assertThatThrownBy(() -> tried(film, hevc))
        .isInstanceOfSatisfying(
            MediaException.class,
            failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.ENCODER_MISSING));
  }

  @Test
  void rungs_of_a_bit_rate_are_not_tried() throws Exception {
    assertThat(tried(film, LARGE, SMALL).points()).isEmpty();
  }

  @Test
  void a_film_whose_pictures_are_gone_leaves_the_ladder_as_it_is() throws Exception {
    byte[] bytes = Files.readAllBytes(film);
    int media = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("mdat");
    int index = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("moov");
    Arrays.fill(bytes, media + 4, index > media ? index - 4 : bytes.length, (byte) 0);
    Path broken = Files.write(folder.resolve("broken.mp4"), bytes);

    assertThat(tried(broken, of(LARGE, 39)).points()).isEmpty();
  }
}
