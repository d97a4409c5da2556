package dev.reelstate.processing.media.pass;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.pass.Browser.Play;
import dev.reelstate.processing.media.pass.Composed.Said;
import dev.reelstate.processing.media.sample.SampleClip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plays a film with several tracks in every player; skipped if there is no browser. */
@Timeout(300)
@Tag("browser")
class PlayersTest {

  private static final int SECONDS = 8;
  private static final String MAIN = "de";
  private static final Map<String, Integer> TONES = Map.of(MAIN, 500, "en", 1500);
  private static final Map<String, String> TEXTS =
      new TreeMap<>(Map.of(MAIN, "deutsch", "en", "english"));
  private static final List<String> PLAYERS = List.of("hlsJs", "dashJs", "shakaHls", "shakaDash");

  @TempDir
  private Path folder;

  @Test
  void every_player_plays_each_rung_each_sound_and_all_captions() throws Exception {
    Optional<Path> chromium = Browser.chromium();
    assumeTrue(chromium.isPresent(), "no Chromium on this machine");
    assumeTrue(Browser.hasPlayers(), "the players are installed where npm is");
    Path out = folder.resolve("out");
    Clips.render(film(), spec(), out);
    List<Play> plays = plays(Files.readString(out.resolve("hls/master.m3u8")));

    JsonNode seen = Browser.play(chromium.get(), out, plays);

    assertThat(seen).hasSize(plays.size());
    for (int i = 0; i < plays.size(); i++) {
      check(plays.get(i), seen.get(i));
    }
  }

  private static List<Play> plays(String master) {
    List<Play> plays = new ArrayList<>();
    for (String player : PLAYERS) {
      spec().rungs().forEach(rung -> plays.add(Play.rung(player, rung.height())));
      // The first one is heard with every rung.
      for (int i = 1; i < tracks(master, "AUDIO"); i++) {
        plays.add(Play.sound(player, i));
      }
      for (int i = 0; i < tracks(master, "SUBTITLES"); i++) {
        plays.add(Play.caption(player, i));
      }
      plays.add(Play.switching(player));
    }
    return plays;
  }

  private static int tracks(String master, String type) {
    return (int) master
        .lines()
        .filter(line -> line.startsWith("#EXT-X-MEDIA:TYPE=" + type))
        .count();
  }

  private static void check(Play play, JsonNode seen) {
    assertThat(seen.get("errors")).as("%s", seen).isEmpty();
    assertThat(seen.get("from").asDouble()).as("%s", seen).isLessThan(0.5);
    assertThat(seen.get("time").asDouble()).as("%s", seen).isCloseTo(SECONDS, within(0.1));
    assertThat(seen.get("duration").asDouble()).as("%s", seen).isCloseTo(SECONDS, within(0.1));
    assertThat(languages(seen, "captions"))
        .as("%s", seen)
        .containsExactlyElementsOf(TEXTS.keySet());
    checkPictures(play, seen);
    checkSound(play, seen);
    checkCaptions(play, seen);
    if (play.player().equals("shakaHls")) {
      assertThat(seen.get("chapters"))
          .as("%s", seen)
          .extracting(one -> one.get("title").asText(), one -> one.get("from").asDouble())
          .containsExactly(tuple("One", 0.0), tuple("Two", 1.5));
    }
  }

  private static void checkPictures(Play play, JsonNode seen) {
    List<Integer> heights =
        seen.get("heights").valueStream().map(JsonNode::asInt).toList();
    if (play.height() != null) {
      assertThat(heights).as("%s", seen).containsExactly(play.height());
    } else if (play.switching()) {
      assertThat(heights).as("%s", seen).containsExactlyInAnyOrder(240, 120);
    }
  }

  private static void checkSound(Play play, JsonNode seen) {
    List<Integer> tones = seen.get("tones").valueStream().map(JsonNode::asInt).toList();
    List<String> languages = languages(seen, "sounds");
    if (play.switching() && languages.size() > 1) {
      assertThat(tones).as("%s", seen).containsAll(TONES.values());
    } else if (!play.switching()) {
      String wanted = play.sound() == null ? MAIN : languages.get(play.sound());
      assertThat(tones).as("%s", seen).endsWith(TONES.get(wanted));
    }
  }

  private static void checkCaptions(Play play, JsonNode seen) {
    List<String> texts = seen.get("texts").valueStream().map(JsonNode::asText).toList();
    if (play.switching()) {
      assertThat(texts).as("%s", seen).containsExactlyInAnyOrderElementsOf(TEXTS.values());
    } else if (play.caption() == null) {
      assertThat(texts).as("%s", seen).isEmpty();
    } else {
      String language = languages(seen, "captions").get(play.caption());
      assertThat(texts).as("%s", seen).containsExactly(TEXTS.get(language));
    }
  }

  private static List<String> languages(JsonNode seen, String kind) {
    return seen.get(kind).valueStream().map(one -> one.get("language").asText()).toList();
  }

  private Path film() throws Exception {
    Path pictures = Clips.write(
        SampleClip.of(320, 240, 25, Duration.ofSeconds(SECONDS)).withoutSound(),
        folder.resolve("pictures.mp4"));
    Path german =
        Tones.write(requireNonNull(TONES.get("de")), SECONDS, folder.resolve("german.mp4"));
    Path english =
        Tones.write(requireNonNull(TONES.get("en")), SECONDS, folder.resolve("english.mp4"));
    Map<String, String> inGerman = Map.of("language", "ger");
    Map<String, String> inEnglish = Map.of("language", "eng");
    Said deutsch = Said.of(200, 7600, requireNonNull(TEXTS.get("de")));
    Said englisch = Said.of(200, 7600, requireNonNull(TEXTS.get("en")));
    try (Composed film = new Composed("matroska", folder.resolve("film.mkv"))) {
      return film.track(pictures, avformat.AV_DISPOSITION_DEFAULT, Map.of())
          .track(german, avformat.AV_DISPOSITION_DEFAULT, inGerman)
          .track(english, 0, inEnglish)
          .texts(avcodec.AV_CODEC_ID_SUBRIP, 0, inGerman, deutsch)
          .texts(avcodec.AV_CODEC_ID_SUBRIP, 0, inEnglish, englisch)
          .chapter(0, 1500, "One")
          .chapter(1500, 9000, "Two")
          .write();
    }
  }

  private static RenderSpec spec() {
    return new RenderSpec(
        List.of(new Rung("240p", 320, 240, 300_000), new Rung("120p", 160, 120, 100_000)),
        Clips.SOUND,
        true,
        false,
        null,
        null,
        Clips.SEGMENT,
        new RenderSpec.Extras(false, false, null, true, false, false),
        Copying.NEVER);
  }
}
