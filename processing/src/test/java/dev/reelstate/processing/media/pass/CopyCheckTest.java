package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.CopyCheck;
import dev.reelstate.processing.media.CopyObstacle;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copied pictures are decoded as far as that costs little, or all of them on request. */
class CopyCheckTest {

  /** Cheap to decode as a whole. */
  private static final Films SMALL = Films.of(160, 120, 4).silent();

  private static final Rung SMALL_RUNG = new Rung("120p", 160, 120, 600_000);

  /** More than is decoded unasked: 16 of its pictures would be cheap, and it has 10 key frames. */
  private static final Films LARGE = Films.of(640, 480, 4).silent().withGroup(10);

  private static final Rung LARGE_RUNG = new Rung("480p", 640, 480, 1_000_000);

  @TempDir
  private Path folder;

  /** Overwrites the middle of one picture. */
  private static Films damaged(Films film, int picture) {
    return film.with((number, packet) -> {
      if (number == picture) {
        byte[] bytes = Films.bytes(packet);
        byte[] noise = new byte[bytes.length / 2];
        new Random(picture).nextBytes(noise);
        System.arraycopy(noise, 0, bytes, bytes.length / 3, noise.length);
        Films.replace(packet, bytes);
      }
    });
  }

  private Copying render(Films film, Rung rung, boolean everyPicture) throws Exception {
    Path file = film.write(folder.resolve("film.mp4"));
    RenderSpec spec = new RenderSpec(
        List.of(rung),
        null,
        true,
        false,
        null,
        null,
        Clips.SEGMENT,
        RenderSpec.Extras.NONE,
        new Copying(List.of(), List.of(CopyObstacle.NOT_USED)).checkingEveryPicture(everyPicture));
    return Clips.render(file, spec, folder.resolve("out")).copying();
  }

  @Test
  void every_picture_of_a_small_film_is_decoded() throws Exception {
    Copying copying = render(SMALL, SMALL_RUNG, false);

    assertThat(copying.video()).isEmpty();
    assertThat(copying.check()).isEqualTo(new CopyCheck(100, 100));
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 60})
  void a_damaged_picture_of_a_small_film_is_found(int picture) throws Exception {
    Copying copying = render(damaged(SMALL, picture), SMALL_RUNG, false);

    assertThat(copying.video()).containsExactly(CopyObstacle.DAMAGED);
    assertThat(copying.check()).isNull();
  }

  @Test
  void key_frames_of_a_large_film_are_decoded() throws Exception {
    Copying copying = render(LARGE, LARGE_RUNG, false);

    assertThat(copying.check()).isEqualTo(new CopyCheck(10, 100));
    assertThat(render(damaged(LARGE, 40), LARGE_RUNG, false).video())
        .containsExactly(CopyObstacle.DAMAGED);
  }

  @Test
  void every_picture_of_a_large_film_is_decoded_on_request() throws Exception {
    assertThat(render(LARGE, LARGE_RUNG, true).check()).isEqualTo(new CopyCheck(100, 100));
    assertThat(render(damaged(LARGE, 44), LARGE_RUNG, true).video())
        .containsExactly(CopyObstacle.DAMAGED);
  }
}
