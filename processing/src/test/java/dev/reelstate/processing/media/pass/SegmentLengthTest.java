package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.CopyObstacle;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.video.MediaInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments stay short where nothing happens, and all playlists agree on how long they may be. */
class SegmentLengthTest {

  private static final Rung TOP = new Rung("120p", 160, 120, 600_000);
  private static final Rung SMALL = new Rung("60p", 80, 60, 60_000);

  @TempDir
  private Path folder;

  private Path out;

  @BeforeEach
  void make_the_output_folder() throws Exception {
    out = Files.createDirectory(folder.resolve("out"));
  }

  private RenderResult render(Path file, boolean copying) throws Exception {
    RenderSpec spec = Clips.everything(TOP, SMALL);
    MediaInfo media = Clips.inspect(file);
    return Clips.render(
        file,
        copying
            ? spec.withCopying(
                Copying.of(media, Optional.of(TOP), Optional.ofNullable(spec.audio())))
            : spec,
        out);
  }

  private List<Double> lengths(String rendition) throws Exception {
    return Files.readAllLines(out.resolve("hls").resolve(rendition).resolve("index.m3u8")).stream()
        .filter(line -> line.startsWith("#EXTINF:"))
        .map(line -> Double.parseDouble(line.substring(8, line.length() - 1)))
        .toList();
  }

  private String target(String rendition) throws Exception {
    return Files.readAllLines(out.resolve("hls").resolve(rendition).resolve("index.m3u8")).stream()
        .filter(line -> line.startsWith("#EXT-X-TARGETDURATION:"))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska"})
  void a_gap_is_filled_with_the_picture_that_stays_and_with_silence(String container)
      throws Exception {
    Path file = Films.of(160, 120, 4).withGap(3, 20).in(container).write(folder.resolve("film"));

    render(file, false);

    assertThat(lengths("120p")).hasSize(12).allMatch(length -> Math.abs(length - 2) < 0.05);
    assertThat(lengths("60p")).isEqualTo(lengths("120p"));
    Playback.Track pictures =
        Playback.ofPlaylist(out.resolve("hls/120p/index.m3u8")).video();
    // 100 pictures of the film, and one for each segment that begins within the gap.
    assertThat(pictures.times).hasSize(110).contains(4.0, 20.0, 22.0);
    assertThat(pictures.errors).isZero();
    assertThat(lengths("audio")).hasSizeBetween(12, 13).allMatch(length -> length < 2.05);
  }

  @Test
  void a_last_picture_that_stays_is_shown_in_segments_of_the_usual_length() throws Exception {
    Path file = Films.of(160, 120, 11).withPicturesUntil(5).write(folder.resolve("film.mp4"));

    RenderResult result = render(file, true);

    assertThat(result.copying().video()).containsExactly(CopyObstacle.GAPS);
    assertThat(lengths("120p")).hasSizeBetween(5, 6).allMatch(length -> length < 2.5);
  }

  @Test
  void pictures_with_long_gaps_are_not_copied() throws Exception {
    Path file = Films.of(160, 120, 4).withGap(3, 5).write(folder.resolve("film.mp4"));

    RenderResult result = render(file, true);

    assertThat(result.copying().video()).containsExactly(CopyObstacle.GAPS);
    assertThat(lengths("120p")).hasSize(5).allMatch(length -> length < 2.5);
  }

  @Test
  void copied_pictures_and_encoded_sound_have_one_target_duration() throws Exception {
    Path file = Films.of(160, 120, 16).withGroup(125).write(folder.resolve("film.mp4"));

    RenderResult result = render(file, true);

    assertThat(result.copying().copiesVideo()).isTrue();
    assertThat(lengths("120p")).containsExactly(5.0, 5.0, 5.0, 1.0);
    assertThat(List.of(target("120p"), target("60p"), target("audio")))
        .containsOnly("#EXT-X-TARGETDURATION:5");
  }
}
