package dev.reelstate.processing;

import static dev.reelstate.processing.Generations.media;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.reelstate.processing.backfill.VideoForecast;
import dev.reelstate.processing.backfill.VideoForecast.State;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.Recipe.Output;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoEdit;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
@Timeout(900)
class ReuseTest {

  private static final Recipe TWO = Recipe.builder()
      .output(
          Output.HLS,
          Output.MP4,
          Output.SOUND,
          Output.POSTER,
          Output.STORYBOARD,
          Output.PREVIEW,
          Output.WAVEFORM,
          Output.MARKS,
          Output.FRAME_MAP)
      .ladder(Ladder.of(360, 180))
      .copying(false)
      .hardware(false)
      .build();

  @TempDir
  static Path clips;

  private static Path film;

  @TempDir
  Path folder;

  @BeforeAll
  static void make_a_film() {
    film = clips.resolve("film.mp4");
    SampleClip.of(640, 360, 25, Duration.ofSeconds(5)).write(film);
  }

  @BeforeEach
  void files_can_be_told_apart() {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("unix");
  }

  private Generations generations(Map<String, Recipe> others) {
    Map<String, Recipe> recipes = new LinkedHashMap<>(others);
    recipes.put("two", TWO);
    return new Generations(folder, recipes);
  }

  private static Recipe with(Ladder ladder) {
    return TWO.toBuilder().ladder(ladder).build();
  }

  @Test
  void
      a_rung_that_is_added_anywhere_is_all_that_is_encoded_and_the_outputs_are_those_of_a_fresh_run()
          throws Exception {
    Map<String, Recipe> recipes = Map.of(
        "below", with(Ladder.of(360, 180, 120)),
        "between", with(Ladder.of(360, 240, 180)));
    try (Generations all = generations(recipes)) {
      for (String recipe : recipes.keySet()) {
        VideoId video = all.make(film, "two");
        Map<String, Object> before = all.identities(video);
        all.again(video, recipe);
        VideoId fresh = all.make(film, recipe);

        String added = recipe.equals("below") ? "hls/120p" : "hls/240p";
        assertThat(media(all.made(video, before))).as(recipe).containsExactly(added);
        assertThat(all.outputsOf(video)).as(recipe).isEqualTo(all.outputsOf(fresh));
        assertThat(all.platform.artifacts(video))
            .usingRecursiveFieldByFieldElementComparatorIgnoringFields("generation", "key", "bytes")
            .containsExactlyInAnyOrderElementsOf(all.platform.artifacts(fresh));
      }
    }
  }

  @Test
  void a_largest_rung_that_is_added_comes_with_its_mp4_and_nothing_else_is_encoded()
      throws Exception {
    try (Generations all = generations(Map.of("one", with(Ladder.of(180))))) {
      VideoId video = all.make(film, "one");
      Map<String, Object> before = all.identities(video);
      all.again(video, "two");

      // The sound is encoded for the MP4 file, and put into the package again on the way.
      assertThat(media(all.made(video, before)))
          .containsExactly("hls/360p", "hls/audio", "video.mp4");
      assertThat(all.outputsOf(video)).isEqualTo(all.outputsOf(all.make(film, "two")));
    }
  }

  @Test
  void another_loudness_touches_the_sound_alone() throws Exception {
    Recipe loud = TWO.toBuilder().loudness(-14).build();
    try (Generations all = generations(Map.of("loud", loud))) {
      VideoId video = all.make(film, "two");
      Map<String, Object> before = all.identities(video);
      all.again(video, "loud");

      assertThat(media(all.made(video, before)))
          .containsExactly("hls/audio", "sound.m4a", "video.mp4", "waveform.png");
      assertThat(all.outputsOf(video)).isEqualTo(all.outputsOf(all.make(film, "loud")));
    }
  }

  @Test
  void another_poster_is_made_alone() throws Exception {
    try (Generations all = generations(Map.of())) {
      VideoId video = all.make(film, "two");
      Map<String, Object> before = all.identities(video);
      all.platform.edit(video, VideoEdit.none().withPosterAt(Duration.ofSeconds(2)));
      all.again(video, "two");

      assertThat(media(all.made(video, before))).containsExactly("poster.jpg");
    }
  }

  @Test
  void the_same_recipe_makes_nothing_and_an_older_generation_is_not_needed_any_more()
      throws Exception {
    try (Generations all = generations(Map.of())) {
      VideoId video = all.make(film, "two");
      Map<String, Object> before = all.identities(video);
      Map<String, String> contents = all.outputsOf(video);
      Path old = requireNonNull(all.outputs(video).getParent());
      all.again(video, "two");
      assertThat(media(all.made(video, before))).isEmpty();

      all.platform.storage().delete(keyOf(old));

      assertThat(old).doesNotExist();
      assertThat(all.outputsOf(video)).isEqualTo(contents);
    }
  }

  private String keyOf(Path path) {
    return folder.resolve("media").relativize(path).toString().replace('\\', '/');
  }

  @Test
  void what_is_missing_or_damaged_on_the_disk_is_made_again() throws Exception {
    try (Generations all = generations(Map.of())) {
      VideoId video = all.make(film, "two");
      Map<String, String> contents = all.outputsOf(video);
      Map<String, Object> before = all.identities(video);
      Files.delete(all.outputs(video).resolve("hls/180p/segment_00000.m4s"));
      damage(all.file(video, Artifact.PREVIEW, "preview"));
      all.again(video, "two");

      assertThat(media(all.made(video, before))).containsExactly("hls/180p", "preview.webp");
      assertThat(all.outputsOf(video)).isEqualTo(contents);
    }
  }

  @Test
  void other_settings_of_what_all_pictures_have_make_every_rung_again() throws Exception {
    Recipe slow = TWO.toBuilder().maxFrameRate(10).build();
    try (Generations all = generations(Map.of("slow", slow))) {
      VideoId video = all.make(film, "two");
      Map<String, Object> before = all.identities(video);
      all.again(video, "slow");

      assertThat(media(all.made(video, before)))
          .contains("hls/180p", "hls/360p", "video.mp4")
          .doesNotContain("waveform.png", "sound.m4a");
      assertThat(all.outputsOf(video)).isEqualTo(all.outputsOf(all.make(film, "slow")));
    }
  }

  @Test
  void pictures_that_are_copied_are_copied_again_for_an_added_rung() throws Exception {
    Recipe copied = Recipe.builder()
        .output(Output.HLS, Output.MP4, Output.POSTER)
        .ladder(Ladder.of(360))
        .build();
    Recipe more = copied.toBuilder().ladder(Ladder.of(360, 180)).build();
    Path source = clips.resolve("compatible.mp4");
    try (Generations all = generations(Map.of("copied", copied, "more", more))) {
      VideoId made = all.make(film, "two");
      Files.copy(all.file(made, Artifact.MP4, "360p"), source);
      VideoId video = all.make(source, "copied");
      Map<String, Object> before = all.identities(video);
      all.again(video, "copied");
      assertThat(media(all.made(video, before))).isEmpty();

      all.again(video, "more");
      assertThat(all.outputsOf(video)).isEqualTo(all.outputsOf(all.make(source, "more")));
      assertThat(media(all.made(video, before))).contains("hls/180p").doesNotContain("hls/audio");
    }
  }

  @Test
  void a_long_film_gets_a_rung_in_parts_and_keeps_the_others() throws Exception {
    Recipe parts = TWO.toBuilder().partLength(Duration.ofSeconds(2)).build();
    Recipe more = parts.toBuilder().ladder(Ladder.of(360, 240, 180)).build();
    Path source = clips.resolve("many-keys.mp4");
    Recipe keys = TWO.toBuilder().keyFrameInterval(Duration.ofSeconds(1)).build();
    try (Generations all = generations(Map.of("parts", parts, "more", more, "keys", keys))) {
      VideoId cut = all.make(film, "keys");
      Files.copy(all.file(cut, Artifact.MP4, "360p"), source);
      VideoId video = all.make(source, "parts");
      assertThat(steps(all, video)).contains("join-parts").hasSizeGreaterThan(4);
      Map<String, Object> before = all.identities(video);
      all.again(video, "parts");
      assertThat(steps(all, video)).containsExactly("inspect", "join-parts", "publish");
      assertThat(media(all.made(video, before))).isEmpty();

      all.again(video, "more");
      assertThat(media(all.made(video, before))).containsExactly("hls/240p");
      assertThat(all.outputsOf(video)).isEqualTo(all.outputsOf(all.make(source, "more")));
    }
  }

  @Test
  void a_long_film_whose_rung_turns_out_to_be_damaged_is_made_as_a_whole_and_done_then()
      throws Exception {
    Recipe parts = TWO.toBuilder().partLength(Duration.ofSeconds(2)).build();
    Path source = clips.resolve("many-keys-too.mp4");
    Recipe keys = TWO.toBuilder().keyFrameInterval(Duration.ofSeconds(1)).build();
    try (Generations all = generations(Map.of("parts", parts, "keys", keys))) {
      VideoId cut = all.make(film, "keys");
      Files.copy(all.file(cut, Artifact.MP4, "360p"), source);
      VideoId video = all.make(source, "parts");
      damage(all.outputs(video).resolve("hls/180p/segment_00000.m4s"));
      all.again(video, "parts");

      assertThat(steps(all, video)).containsExactly("inspect", "join-parts", "publish");
      assertThat(all.contents(video)).containsKeys("hls/180p/segment_00001.m4s", "video.mp4");
      List<VideoForecast> forecasts = new ArrayList<>();
      all.platform.backfill(VideoQuery.all(), "parts").preview(forecasts::add);
      assertThat(forecasts)
          .filteredOn(forecast -> forecast.id().equals(video))
          .extracting(VideoForecast::state)
          .containsExactly(State.UP_TO_DATE);
    }
  }

  @Test
  void pictures_that_cannot_be_copied_after_all_are_encoded_with_everything_else()
      throws Exception {
    Recipe encoded = Recipe.builder()
        .output(Output.HLS, Output.MP4, Output.WAVEFORM, Output.POSTER)
        .ladder(Ladder.of(360, 180))
        .copying(false)
        .hardware(false)
        .build();
    Recipe copied = encoded.toBuilder().copying(true).build();
    Path source = clips.resolve("damaged.mp4");
    try (Generations all = generations(Map.of("encoded", encoded, "copied", copied))) {
      VideoId made = all.make(film, "two");
      Files.copy(all.file(made, Artifact.MP4, "360p"), source);
      damage(source);
      VideoId video = all.make(source, "encoded");
      all.again(video, "copied");
      VideoId fresh = all.make(source, "copied");

      assertThat(Files.readString(all.file(video, Artifact.INVENTORY, Artifact.INVENTORY)))
          .contains("\"copying\":{\"video\":[\"DAMAGED\"]");
      assertThat(all.outputsOf(video)).isEqualTo(all.outputsOf(fresh));
      Map<String, Object> before = all.identities(video);
      all.again(video, "copied");
      assertThat(media(all.made(video, before))).isEmpty();
    }
  }

  /** Spoils some bytes in the middle of a file, which keeps its size. */
  private static void damage(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < Math.min(100, bytes.length / 4); i++) {
      bytes[bytes.length / 2 + i] ^= (byte) (i + 1);
    }
    Files.write(file, bytes, StandardOpenOption.WRITE);
  }

  @Test
  void an_mp4_alone_gets_other_sound_around_the_same_pictures() throws Exception {
    Recipe file = Recipe.builder()
        .output(Output.MP4)
        .ladder(Ladder.of(360, 180))
        .copying(false)
        .hardware(false)
        .build();
    Recipe loud = file.toBuilder().loudness(-14).build();
    // So long that tracks could overtake each other in the file.
    Path calm = clips.resolve("calm.mp4");
    SampleClip.of(320, 180, 10, Duration.ofSeconds(40)).write(calm);
    try (Generations all = generations(Map.of("file", file, "loud", loud))) {
      VideoId video = all.make(calm, "file");
      all.again(video, "loud");

      assertThat(Files.readString(all.file(video, Artifact.INVENTORY, Artifact.INVENTORY)))
          .contains("\"adopt-180p\"");
      assertThat(all.outputsOf(video)).isEqualTo(all.outputsOf(all.make(calm, "loud")));
    }
  }

  @Test
  void a_run_whose_worker_dies_is_repeated_and_until_then_the_earlier_generation_is_served()
      throws Exception {
    Recipe more = with(Ladder.of(360, 240, 180));
    Path longer = clips.resolve("longer.mp4");
    SampleClip.of(640, 360, 25, Duration.ofSeconds(100)).write(longer);
    try (Generations all = generations(Map.of("more", more))) {
      VideoId video = all.make(longer, "two");
      Map<String, String> contents = all.contents(video);
      all.halfWay(video, "more");
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      assertThat(all.contents(video)).isEqualTo(contents);
      all.again(video);

      assertThat(all.platform.tasks(video))
          .filteredOn(task -> task.id().step().equals("render"))
          .allMatch(task -> task.attempts().size() > 1);
      assertThat(all.outputsOf(video)).isEqualTo(all.outputsOf(all.make(longer, "more")));
    }
  }

  @Test
  void a_run_that_is_cancelled_leaves_the_published_generation_as_it_was() throws Exception {
    Recipe more = with(Ladder.of(360, 240, 180));
    Path longer = clips.resolve("long.mp4");
    SampleClip.of(640, 360, 25, Duration.ofSeconds(100)).write(longer);
    try (Generations all = generations(Map.of("more", more))) {
      VideoId video = all.make(longer, "two");
      Map<String, String> contents = all.contents(video);
      Map<String, Object> before = all.identities(video);
      all.halfWay(video, "more");
      all.platform.cancel(video);
      assertThat(all.contents(video)).isEqualTo(contents);

      all.again(video, "more");
      assertThat(media(all.made(video, before))).containsExactly("hls/240p");
    }
  }

  private static List<String> steps(Generations all, VideoId video) {
    return all.platform.tasks(video).stream().map(task -> task.id().step()).toList();
  }
}
