package dev.reelstate.processing;

import static dev.reelstate.processing.Generations.media;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.backfill.Backfill;
import dev.reelstate.processing.backfill.BackfillPreview;
import dev.reelstate.processing.backfill.BackfillProgress;
import dev.reelstate.processing.backfill.VideoForecast;
import dev.reelstate.processing.backfill.VideoForecast.State;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.Recipe.Output;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
@Timeout(1200)
class BackfillTest {

  private static final Recipe ONE = Recipe.builder()
      .output(Output.HLS, Output.MP4, Output.POSTER, Output.FRAME_MAP)
      .ladder(Ladder.of(180))
      .copying(false)
      .hardware(false)
      .build();
  private static final Recipe TWO = ONE.toBuilder().ladder(Ladder.of(180, 120)).build();

  @TempDir
  Path folder;

  private Generations generations() {
    return new Generations(folder, Map.of("one", ONE, "two", TWO));
  }

  private Path film(int number) {
    Path film = folder.resolve("film-" + number + ".mp4");
    SampleClip.of(320, 180, 10 + number % 3, Duration.ofMillis(1000 + 40L * number))
        .write(film);
    return film;
  }

  private static Backfill backfill(Generations all) throws InterruptedException {
    return all.platform.backfill(VideoQuery.all().withLimit(7), "two");
  }

  @Test
  void one_rung_added_to_twenty_videos_is_twenty_encodes_of_that_rung() throws Exception {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("unix");
    try (Generations all = generations()) {
      Map<VideoId, Path> films = new LinkedHashMap<>();
      Map<VideoId, Map<String, Object>> before = new LinkedHashMap<>();
      for (int i = 0; i < 20; i++) {
        Path film = film(i);
        VideoId video = all.make(film, "one");
        films.put(video, film);
        before.put(video, all.identities(video));
      }
      List<VideoForecast> forecasts = new ArrayList<>();
      BackfillPreview preview = backfill(all).preview(forecasts::add);
      BackfillProgress done = backfill(all).run();

      assertThat(preview.videos()).isEqualTo(Map.of(State.DUE, 20L));
      assertThat(preview.made()).isEqualTo(Map.of("hls_rendition/120p", 20L));
      assertThat(preview.adopted())
          .isEqualTo(Map.of(
              "hls_rendition/180p", 20L,
              "hls_rendition/audio", 20L,
              "mp4", 20L,
              "poster", 20L,
              "frame_map", 20L));
      assertThat(preview.cpuUnknown()).isZero();
      assertThat(preview.bytesUnknown()).isZero();
      assertThat(preview.bytes()).isPositive();
      assertThat(forecasts)
          .extracting(VideoForecast::id)
          .containsOnlyOnceElementsOf(films.keySet());
      assertThat(done).isEqualTo(new BackfillProgress(0, 0, 20, Map.of(), Map.of(), true));
      for (VideoId video : films.keySet()) {
        assertThat(media(all.made(video, requireNonNull(before.get(video)))))
            .containsExactly("hls/120p");
      }
      for (VideoId video : List.copyOf(films.keySet()).subList(0, 3)) {
        VideoId fresh = all.make(requireNonNull(films.get(video)), "two");
        assertThat(all.outputsOf(video)).isEqualTo(all.outputsOf(fresh));
      }
      assertThat(backfill(all).preview().videos()).isEqualTo(Map.of(State.UP_TO_DATE, 23L));
      assertThat(backfill(all).run().upToDate()).isEqualTo(23);
    }
  }

  @Test
  void a_cancelled_backfill_is_continued_by_another_one() throws Exception {
    try (Generations all = generations()) {
      Set<VideoId> videos =
          Set.of(all.make(film(0), "one"), all.make(film(1), "one"), all.make(film(2), "one"));
      Backfill first = backfill(all).atOnce(1);
      List<Long> queued = new ArrayList<>();
      BackfillProgress stopped = first.run(progress -> {
        queued.add(progress.queued());
        first.cancel();
      });

      assertThat(stopped.completed()).isEqualTo(1);
      assertThat(queued).allMatch(count -> count <= 1);
      assertThat(backfill(all).preview().videos())
          .isEqualTo(Map.of(State.UP_TO_DATE, 1L, State.DUE, 2L));
      BackfillProgress rest = backfill(all).run();
      assertThat(rest.completed()).isEqualTo(2);
      assertThat(rest.upToDate()).isEqualTo(1);
      assertThat(videos).allMatch(id -> all.platform.get(id).publishedGeneration() == 2);
    }
  }

  @Test
  void what_cannot_be_processed_is_left_alone_and_named() throws Exception {
    try (Generations all = generations()) {
      VideoId settled = all.make(film(0), "two");
      VideoId lost = all.make(film(1), "one");
      assertThat(all.store.videos().forgetOriginal(all.platform.get(lost))).isPresent();

      assertThat(backfill(all).preview().videos())
          .isEqualTo(Map.of(State.UP_TO_DATE, 1L, State.WITHOUT_ORIGINAL, 1L));
      BackfillProgress done = backfill(all).run();
      assertThat(done.refused()).containsOnlyKeys(lost);
      assertThat(all.platform.get(settled).generation()).isEqualTo(1);
      assertThatThrownBy(() -> all.platform.backfill(VideoQuery.all(), "three"))
          .isInstanceOfSatisfying(
              ReelstateException.class,
              e -> assertThat(e.failure().code()).isEqualTo(FailureCode.INVALID_REQUEST));
    }
  }
}
