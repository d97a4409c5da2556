package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelstate.processing.ladder.Rungs;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.video.MediaInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Films made after reports of what goes wrong elsewhere. Their packages are held to the rules of
 * HLS and DASH, as all that {@link Clips} renders are.
 */
@Tag("long")
class KindsTest {

  private static final Path FILMS = Path.of("../../shared/cases/kinds");

  @TempDir
  private Path folder;

  /** The size is that of the largest rung; the warnings are told apart by how they begin. */
  @ParameterizedTest
  @CsvSource({
    "01-two-languages.mkv, 4.02, 100, 320, 180,",
    "06-alpha.mov, 3, 75, 320, 180,",
    "10-gap.mp4, 126, 209, 320, 180,",
    "16-240fps.mp4, 2, 120, 320, 180,",
    "18-cut.mp4, 2.76, 68, 320, 180, The file holds only 2.8 s of the 4.0 s|Damaged picture data",
    "clap.mov, 3, 75, 320, 180,",
    "commentary.mkv, 3.02, 75, 320, 180,",
    "gop240.mp4, 60, 1500, 320, 180,",
    "hd240.mov, 0.5, 30, 1280, 720,",
    "lasthour.mp4, 3, 75, 320, 180, Some timestamps contradict the rest",
    "motion.mp4, 2, 60, 320, 240, 'Picture track 2 (H.264, 1024x768, 1 picture)'",
    "p3.mov, 2, 50, 640, 180,",
    "pce.mp4, 3, 75, 320, 180,",
    "shorthdr.mkv, 3.02, 75, 320, 180, 'The header states 2.1 s, but'",
    "tsmid.ts, 4.46, 51, 320, 180, The first picture that can be decoded comes after 2.5 s",
    "unsd.mov, 0.4, 10, 720, 576,",
  })
  void each_comes_out_as_it_was_meant(
      String name, double seconds, int pictures, int width, int height, @Nullable String warnings)
      throws Exception {
    MediaInfo media = inspect(name);
    List<Rung> rungs = Rungs.of(Ladder.standard(), media.video().orElseThrow());

    RenderResult result = render(name, media, rungs.subList(0, 1));

    assertThat(media.duration().toNanos() / 1e9).isCloseTo(seconds, within(0.01));
    assertThat(rungs.get(0).width()).isEqualTo(width);
    assertThat(rungs.get(0).height()).isEqualTo(height);
    Playback played = Playback.ofFile(folder.resolve("out/video.mp4"));
    assertThat(played.video().times).hasSize(pictures);
    List<String> begins = warnings == null ? List.of() : List.of(warnings.split("\\|", -1));
    assertThat(result.warnings()).hasSameSizeAs(begins);
    for (int i = 0; i < begins.size(); i++) {
      assertThat(result.warnings().get(i)).startsWith(begins.get(i));
    }
  }

  @ParameterizedTest
  @CsvSource("03-cover.mp3, 6")
  void a_picture_in_sound_becomes_its_poster(String name, double seconds) throws Exception {
    MediaInfo media = inspect(name);

    RenderResult result = render(name, media, List.of());

    assertThat(media.duration().toNanos() / 1e9).isCloseTo(seconds, within(0.01));
    assertThat(folder.resolve("out/poster.jpg")).isNotEmptyFile();
    assertThat(folder.resolve("out/audio.m4a")).isNotEmptyFile();
    assertThat(result.warnings()).isEmpty();
  }

  private static MediaInfo inspect(String name) throws Exception {
    assumeTrue(Files.exists(FILMS.resolve(name)), "no shared films next to the repository");
    return Clips.inspect(FILMS.resolve(name));
  }

  private RenderResult render(String name, MediaInfo media, List<Rung> rungs) throws Exception {
    RenderSpec spec = new RenderSpec(
        rungs,
        media.audio().isPresent() ? Clips.SOUND : null,
        true,
        true,
        Clips.POSTER,
        null,
        Clips.SEGMENT,
        RenderSpec.Extras.NONE,
        Copying.of(media, rungs.stream().findFirst(), Optional.of(Clips.SOUND)));
    return Clips.render(FILMS.resolve(name), spec, folder.resolve("out"));
  }
}
