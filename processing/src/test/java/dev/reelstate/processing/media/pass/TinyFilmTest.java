package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.ladder.Rungs;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.video.VideoTrack;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films far smaller or longer than any screen keep their shape. */
class TinyFilmTest {

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({
    "10, 12, 20, 24, 10x12",
    "2, 2, 16, 16, 2x2",
    "6, 2, 48, 16, 6x2",
    "16, 4000, 16, 4000, 2x640",
    "18, 14, 26, 20, 18x14",
  })
  void tiny_films_keep_their_shape(
      int width, int height, int rungWidth, int rungHeight, String poster) throws Exception {
    Path file = ForeignClips.encode(
        "mpeg4",
        "mp4",
        folder.resolve("film.mp4"),
        "testsrc2=size=" + width + "x" + height + ":rate=25:duration=0.4",
        context -> {},
        stream -> {});
    VideoTrack track = Clips.inspect(file).video().orElseThrow();
    Path out = folder.resolve("out");

    Rung rung = Rungs.of(Ladder.standard(), track).get(0);
    Clips.render(file, Clips.everything(rung), out);

    Playback.Track made = Playback.ofFile(out.resolve("video.mp4")).video();
    assertThat(made.width + "x" + made.height).isEqualTo(rungWidth + "x" + rungHeight);
    var still = ImageIO.read(out.resolve("poster.jpg").toFile());
    assertThat(still.getWidth() + "x" + still.getHeight()).isEqualTo(poster);
    var board = ImageIO.read(out.resolve("storyboard.jpg").toFile());
    assertThat(Math.max(board.getWidth(), board.getHeight())).isLessThan(16_000);
  }
}
