package dev.reelstate.processing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoListener;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.RecipeRef;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class NamedRecipesTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final InMemoryVideoStore store = InMemoryVideoStore.create();

  @TempDir
  Path folder;

  private Path sound;

  @BeforeEach
  void makeSound() throws Exception {
    sound = folder.resolve("beep.wav");
    Files.write(sound, Waves.sine(440, Duration.ofMillis(200)));
  }

  @Test
  void two_platforms_that_share_a_store_give_100_videos_what_each_asked_for() throws Exception {
    // The recipes have the same names and different steps, which the other platform does not have.
    Map<VideoId, String> wanted = new LinkedHashMap<>();
    Map<VideoId, Video> queued = new LinkedHashMap<>();
    try (VideoPlatform left = platform("left");
        VideoPlatform right = platform("right")) {
      for (int i = 0; i < 100; i++) {
        if (i == 50) {
          // Each plans a video of the other while it works alone.
          left.start();
          awaitPlan(left, at(queued, 1));
          assertThat(left.operations().drain("left", LONG)).isTrue();
        }
        VideoPlatform one = i % 2 == 0 ? left : right;
        String side = i % 2 == 0 ? "left" : "right";
        NewVideo video = NewVideo.named("beep-" + i + ".wav");
        Video known = switch (i % 3) {
          case 0 -> one.ingest(video, sound);
          case 1 -> one.ingest(video.withRecipe("short"), sound);
          default -> one.ingest(video.withProject("news"), sound);
        };
        queued.put(known.id(), known);
        wanted.put(known.id(), side + List.of("-long", "-short", "-news").get(i % 3));
      }
      right.start();
      awaitPlan(right, at(queued, 50));
      assertThat(left.operations().resume("left")).isTrue();
      Set<String> inspections = new HashSet<>();
      for (Map.Entry<VideoId, String> each : wanted.entrySet()) {
        Video done = left.await(each.getKey(), LONG);
        assertThat(done.status()).isEqualTo(VideoStatus.COMPLETED);
        assertThat(done.recipe())
            .isEqualTo(requireNonNull(queued.get(each.getKey())).recipe());
        List<Task> tasks = left.tasks(done.id());
        assertThat(tasks)
            .extracting(task -> task.id().step())
            .containsExactly("inspect", each.getValue(), "publish");
        String side = each.getValue().replaceFirst("-.*", "");
        assertThat(node(tasks.get(1))).isEqualTo(side);
        inspections.add(side + " by " + node(tasks.get(0)));
      }
      assertThat(inspections)
          .as("who planned whose videos")
          .contains("left by right", "right by left");
      assertThat(queued.values().stream().map(Video::recipe).distinct()).hasSize(6);
    }
  }

  private static VideoId at(Map<VideoId, Video> videos, int index) {
    return List.copyOf(videos.keySet()).get(index);
  }

  private static void awaitPlan(VideoPlatform platform, VideoId id) throws InterruptedException {
    while (platform.tasks(id).size() == 1) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static String node(Task task) {
    return task.attempts().get(task.attempts().size() - 1).node();
  }

  @Test
  void a_video_is_planned_by_the_recipe_of_its_time_even_if_the_name_means_another_now()
      throws Exception {
    Video video;
    try (VideoPlatform old = builder("old")
        .recipe("clip", stepping("old-way"))
        .step(new Passing("old-way"))
        .build()) {
      video = old.ingest(NewVideo.named("beep.wav").withRecipe("clip"), sound);
    }
    try (VideoPlatform next = builder("next")
        .recipe("clip", stepping("new-way"))
        .step(new Passing("new-way"))
        .step(new Passing("old-way"))
        .build()) {
      next.start();
      assertThat(steps(next.await(video.id(), LONG)))
          .containsExactly("inspect", "old-way", "publish");

      Video again = next.reprocess(video.id());

      assertThat(requireNonNull(again.recipe()).name()).isEqualTo("clip");
      assertThat(again.recipe()).isNotEqualTo(video.recipe());
      assertThat(steps(next.await(video.id(), LONG)))
          .containsExactly("inspect", "new-way", "publish");
    }
  }

  @Test
  void a_video_can_be_processed_again_with_another_recipe_and_keeps_it() throws Exception {
    try (VideoPlatform platform = platform("left")) {
      platform.start();
      Video video = platform.ingest(sound);
      platform.await(video.id(), LONG);

      platform.reprocess(video.id(), "short");
      assertThat(steps(platform.await(video.id(), LONG))).contains("left-short");
      platform.reprocess(video.id());
      assertThat(steps(platform.await(video.id(), LONG))).contains("left-short");
      assertThatThrownBy(() -> platform.reprocess(video.id(), "huge"))
          .hasMessage("There is no recipe \"huge\"; known recipes: default, news, short.");
    }
  }

  @Test
  void an_unknown_recipe_is_refused_before_anything_is_created() {
    try (VideoPlatform platform = platform("left")) {
      NewVideo video = NewVideo.named("beep.wav").withRecipe("huge");

      assertThatThrownBy(() -> platform.ingest(video, sound))
          .hasMessage("There is no recipe \"huge\"; known recipes: default, news, short.");
      assertThatThrownBy(() -> platform.uploads().begin(video, 100)).hasMessageContaining("huge");
      assertThat(platform.find(video.id())).isEmpty();
    }
    VideoPlatformBuilder builder = builder("left").projectRecipe("news", "huge");
    assertThatThrownBy(builder::build).hasMessageContaining("There is no recipe \"huge\"");
  }

  @Test
  void a_video_whose_recipe_this_node_does_not_know_waits_visibly_for_one_that_does()
      throws Exception {
    VideoId id;
    try (VideoPlatform knowing = platform("left")) {
      id = queuedByName(knowing);
    }
    CountDownLatch failed = new CountDownLatch(1);
    try (VideoPlatform ignorant =
        builder("ignorant").listener(onFailure(failed)).build()) {
      ignorant.start();
      assertThat(failed.await(1, TimeUnit.MINUTES)).isTrue();

      assertThat(failures(id)).first().isEqualTo(FailureCode.UNKNOWN_RECIPE);
      assertThat(ignorant.get(id).status().isSettled()).isFalse();
      assertThat(ignorant.health().checks())
          .contains(Health.Check.degraded(
              "recipes", "Videos wait for recipes that this node does not know: short."));
      ignorant.cancel(id);
      assertThat(ignorant.health().status()).isEqualTo(Health.Status.OK);
    }
    try (VideoPlatform knowing = platform("left")) {
      knowing.start();
      knowing.retry(id);
      assertThat(steps(knowing.await(id, LONG)))
          .containsExactly("inspect", "left-short", "publish");
    }
  }

  /** A host that knows the store only can name a recipe but not write it down. */
  private VideoId queuedByName(VideoPlatform platform) throws Exception {
    Video stored = platform.ingest(sound);
    MediaStorage storage = platform.storage();
    NewVideo video = NewVideo.named("named.wav").withRecipe("short");
    StoredVideo queued = new StoredVideo(
        video,
        requireNonNull(stored.original()),
        List.of(new TaskSpec("inspect", 0, Set.of(), 1, "")));
    assertThat(storage.size(queued.original().key())).isPresent();
    store.videos().queue(List.of(queued));
    platform.cancel(stored.id());
    assertThat(platform.get(video.id()).recipe()).isEqualTo(new RecipeRef("short", null));
    return video.id();
  }

  private static VideoListener onFailure(CountDownLatch failed) {
    return new VideoListener() {
      @Override
      public void onTaskFailed(VideoEvent.TaskFailed event) {
        failed.countDown();
      }
    };
  }

  private List<FailureCode> failures(VideoId id) {
    List<FailureCode> codes = new ArrayList<>();
    store
        .videos()
        .details(id)
        .map(VideoDetails::failures)
        .orElseThrow()
        .forEach(failed -> codes.add(failed.failure().code()));
    return codes;
  }

  private List<String> steps(Video video) {
    return store.tasks().list(video.id()).stream().map(task -> task.id().step()).toList();
  }

  private VideoPlatform platform(String side) {
    VideoPlatformBuilder builder = builder(side)
        .recipe(stepping(side + "-long"))
        .recipe("short", stepping(side + "-short"))
        .recipe("news", stepping(side + "-news"))
        .projectRecipe("news", "news");
    for (String step : List.of("-long", "-short", "-news")) {
      builder.step(new Passing(side + step));
    }
    return builder.build();
  }

  private VideoPlatformBuilder builder(String node) {
    return VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(folder.resolve("media")))
        .poll(Duration.ofMillis(50))
        .node(node);
  }

  private static Recipe stepping(String step) {
    return Recipe.builder().step(step).build();
  }

  private record Passing(String name) implements Step {
    @Override
    public StepResult run(StepContext context) {
      return StepResult.done();
    }
  }
}
