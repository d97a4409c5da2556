package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.pass.ToneFilm.Sound;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every order of channels becomes stereo with the left on the left. */
class SoundLayoutTest {

  private static final Integer[] TONES = {400, 700, 1100, 1600};

  @TempDir
  private Path folder;

  private Heard render(Path film) throws Exception {
    RenderResult result = Clips.render(film, Clips.mp4(64, 48), folder.resolve("out"));
    assertThat(result.warnings()).isEmpty();
    return Heard.file(folder.resolve("out/video.mp4"));
  }

  @ParameterizedTest
  @CsvSource({
    "FL+FR, 400, 700",
    "FR+FL, 700, 400",
    "UNSD+UNSD, 400, 700",
    "BL+BR, 400, 700",
    "stereo, 400, 700",
    "downmix, 400, 700"
  })
  void two_channels_keep_their_sides(String layout, int left, int right) throws Exception {
    Path film = ToneFilm.write(folder.resolve("film.mov"), "mov", Sound.pcm(layout, 400, 700));
    Heard heard = render(film);

    assertThat(heard.tones(0, TONES)).containsExactly(left);
    assertThat(heard.tones(1, TONES)).containsExactly(right);
  }

  @ParameterizedTest
  @CsvSource({"1 2 1 2", "0 0 0 0", "200 201 202 203"})
  void pairs_are_heard_together(String labels) throws Exception {
    Heard heard = render(labelled(labels, Sound.pcm("FL+FR+FL+FR", 400, 700, 1100, 1600)));

    assertThat(heard.tones(0, TONES)).containsExactly(400, 1100);
    assertThat(heard.tones(1, TONES)).containsExactly(700, 1600);
  }

  @Test
  void unused_channels_are_not_heard_beside_used_ones() throws Exception {
    Heard heard = render(labelled("2 1 0 0", Sound.pcm("FL+FR+FL+FR", 400, 700, 1100, 1600)));

    assertThat(heard.tones(0, TONES)).containsExactly(700);
    assertThat(heard.tones(1, TONES)).containsExactly(400);
  }

  @Test
  void a_last_channel_without_a_counterpart_is_heard_on_both_sides() throws Exception {
    Heard heard = render(labelled("0 0 0", Sound.pcm("FL+FR+FL", 400, 700, 1100)));

    assertThat(heard.tones(0, TONES)).containsExactly(400, 1100);
    assertThat(heard.tones(1, TONES)).containsExactly(700, 1100);
  }

  @Test
  void a_single_loudspeaker_is_heard_on_both_sides() throws Exception {
    Path film = ToneFilm.write(folder.resolve("film.mov"), "mov", Sound.pcm("LFE", 400));

    Heard heard = render(film);

    assertThat(heard.tones(0, TONES)).containsExactly(400);
    assertThat(heard.tones(1, TONES)).containsExactly(400);
  }

  /** Ambisonic sound of a source on the left: as much from everywhere as from the left. */
  @Test
  void ambisonic_sound_keeps_its_sides() throws Exception {
    Sound left =
        new Sound("libopus", "ambisonic 1", 0.3, List.of(400, 400, 1100, 1600), 0, Map.of());
    Path film = ToneFilm.write(folder.resolve("film.mkv"), "matroska", left);
    assertThat(Clips.inspect(film).audio().orElseThrow().channelLayout()).contains("ambisonic");

    Heard heard = render(film);

    assertThat(heard.tones(0, TONES)).containsExactly(400);
    assertThat(heard.tones(1, TONES)).isEmpty();
  }

  /** A film in MOV with QuickTime's labels of channels (CoreAudio's numbers). */
  private Path labelled(String labels, Sound sound) throws Exception {
    Path film = ToneFilm.write(folder.resolve("film.mov"), "mov", sound);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(film));
    int box = new String(bytes.array(), StandardCharsets.ISO_8859_1).indexOf("chan");
    int description = box + 20;
    for (String label : labels.split(" ", -1)) {
      bytes.putInt(description, Integer.parseInt(label));
      description += 20;
    }
    return Files.write(film, bytes.array());
  }
}
