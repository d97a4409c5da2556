package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelstate.processing.ladder.Rungs;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.pass.Browser.Play;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.VideoCodec;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Plays packages in a browser, in every player; skipped if there is none. */
@Timeout(300)
@Tag("browser")
class BrowserPlaybackTest {

  private static final List<String> PLAYERS = List.of("hlsJs", "dashJs", "shakaHls", "shakaDash");
  private static final Path MEDIA = Path.of("../../shared/media");

  @TempDir
  private Path folder;

  @Test
  void a_browser_plays_each_rung_to_its_end() throws Exception {
    Path file = Clips.write(Clips.PLAIN, folder.resolve("clip.mp4"));

    play(file, Ladder.standard(), true);
  }

  @ParameterizedTest
  @EnumSource(
      value = VideoCodec.class,
      names = {"AV1", "VP9"})
  void a_browser_plays_other_codecs(VideoCodec codec) throws Exception {
    Path file = Clips.write(Clips.PLAIN, folder.resolve("clip.mp4"));

    play(file, Ladder.of(240, 120).in(codec), false);
  }

  /**
   * Copied with pictures out of order, copied next to encoded sound, from Matroska, turned, at an
   * odd frame rate, in high dynamic range.
   */
  @ParameterizedTest
  @CsvSource({
    "smpte-2997.mp4, true",
    "chaplin.mp4, true",
    "sampleMKV.mkv, true",
    "sideways movie.mov, false",
    "awesome'movie.mov, true",
    "hdr10-av1.mp4, false"
  })
  void a_browser_plays_real_files(String name, boolean copied) throws Exception {
    Path file = MEDIA.resolve(name);
    assumeTrue(Files.exists(file), "no shared media next to the repository");

    play(file, Ladder.standard(), copied);
  }

  private void play(Path file, Ladder ladder, boolean copied) throws Exception {
    Optional<Path> chromium = Browser.chromium();
    assumeTrue(chromium.isPresent(), "no Chromium on this machine");
    assumeTrue(Browser.hasPlayers(), "the players are installed where npm is");
    MediaInfo media = Clips.inspect(file);
    VideoTrack track = media.video().orElseThrow();
    List<Rung> all = Rungs.of(ladder, track);
    List<Rung> rungs = all.size() > 2 ? List.of(all.get(0), all.get(all.size() - 1)) : all;
    RenderSpec spec = new RenderSpec(
        rungs,
        media.audio().isPresent() ? Clips.SOUND : null,
        true,
        false,
        null,
        null,
        Clips.SEGMENT,
        RenderSpec.Extras.NONE,
        Copying.of(media, Optional.of(rungs.get(0)), Optional.of(Clips.SOUND)));
    Path out = folder.resolve("out");
    RenderResult result = Clips.render(file, spec, out);
    assertThat(result.copying().copiesVideo()).isEqualTo(copied);

    List<Play> plays = new ArrayList<>();
    for (String player : PLAYERS) {
      rungs.forEach(rung -> plays.add(Play.rung(player, rung.height())));
    }
    JsonNode played = Browser.play(chromium.get(), out, plays);

    double seconds = media.duration().toNanos() / 1e9;
    assertThat(played).hasSize(plays.size());
    for (int i = 0; i < plays.size(); i++) {
      JsonNode seen = played.get(i);
      assertThat(seen.get("errors")).as("%s", seen).isEmpty();
      assertThat(seen.get("from").asDouble()).as("%s", seen).isLessThan(0.5);
      assertThat(seen.get("time").asDouble()).as("%s", seen).isCloseTo(seconds, within(0.1));
      assertThat(seen.get("duration").asDouble()).as("%s", seen).isCloseTo(seconds, within(0.1));
      assertThat(seen.get("heights"))
          .as("%s", seen)
          .extracting(JsonNode::asInt)
          .containsExactly(plays.get(i).height());
    }
  }
}
