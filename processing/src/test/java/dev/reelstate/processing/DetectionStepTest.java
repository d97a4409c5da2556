package dev.reelstate.processing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.ReelstateException;
import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.GroundTruthSet;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.DetectorProblem;
import dev.reelstate.detection.Picture;
import dev.reelstate.processing.frames.FrameMap;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.SampledFrames;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.GroundTruthStatus;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a video with each outcome of a detector. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DetectionStepTest {

  private static final Duration LONG = Duration.ofSeconds(100);

  @TempDir
  private static Path folder;

  private final AtomicInteger tries = new AtomicInteger();
  private final CountDownLatch looking = new CountDownLatch(1);
  private Path clip;
  private FileStorage storage;
  private VideoStore store;
  private VideoPlatform platform;

  @Test
  void a_recipe_with_a_detector_that_nobody_registered_is_refused() {
    VideoPlatformBuilder builder = VideoPlatform.builder()
        .store(InMemoryVideoStore.create())
        .storage(FileStorage.at(folder.resolve("other"), 0))
        .recipe(Recipe.builder().detect(DetectionSpec.of("nobody")).build());

    assertThatThrownBy(builder::build)
        .isInstanceOf(ReelstateException.class)
        .hasMessageContaining("\"nobody\"");
  }

  @BeforeAll
  void open_a_platform() throws Exception {
    clip = folder.resolve("clip.mp4");
    SampleClip.of(160, 120, 10, Duration.ofSeconds(2)).write(clip);
    storage = FileStorage.at(folder.resolve("media"), 0);
    store = InMemoryVideoStore.create();
    VideoPlatformBuilder builder = VideoPlatform.builder().store(store).storage(storage);
    for (Eyes eyes : detectors()) {
      builder.detector(eyes).recipe(eyes.name(), recipe(eyes.name()).build());
    }
    builder.recipe("small", recipe("seeing").frames(every().within(80, 60)).build());
    platform = builder.build();
    platform.start();
  }

  private static SampledFrames every() {
    return SampledFrames.everyNth(5);
  }

  private static Recipe.Builder recipe(String detector) {
    return Recipe.builder()
        .output(Recipe.Output.POSTER)
        .frames(every())
        .detect(DetectionSpec.of(detector));
  }

  private List<Eyes> detectors() {
    return List.of(
        Eyes.seeing("seeing", Eyes::something),
        Eyes.seeing("blind", picture -> new DetectionOutcome.None()),
        Eyes.closed("unavailable", new DetectorProblem.Unavailable("Add the library \"x\".", null)),
        Eyes.closed("unsupported", new DetectorProblem.UnsupportedModel("Not so.", "shape 3")),
        Eyes.seeing("failing", this::failing),
        Eyes.seeing("recovering", this::recovering),
        Eyes.seeing("wrong", picture -> {
          throw new IllegalArgumentException("no such setting");
        }),
        Eyes.seeing("stuck", this::stuck));
  }

  private DetectionOutcome failing(Picture picture) {
    return requireNonNull(picture.frame().index()) > 5
        ? new DetectorProblem.Failed("It gave up.", "at 10", false)
        : Eyes.something(picture);
  }

  private DetectionOutcome recovering(Picture picture) {
    boolean fails = requireNonNull(picture.frame().index()) == 10 && tries.incrementAndGet() == 1;
    return fails ? new DetectorProblem.Failed("Not now.", null, true) : Eyes.something(picture);
  }

  private DetectionOutcome stuck(Picture picture) {
    looking.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Eyes.something(picture);
  }

  @AfterAll
  void close() {
    platform.close();
    store.close();
  }

  private Video process(String recipe) throws Exception {
    NewVideo video = NewVideo.named(recipe + ".mp4").withRecipe(recipe);
    return platform.await(platform.ingest(video, clip).id(), LONG);
  }

  private GroundTruthSet truth(Video video) {
    return store.groundTruth().find(video.id()).orElseThrow();
  }

  @Test
  void what_is_found_becomes_a_draft_that_nobody_has_confirmed() throws Exception {
    Video video = process("seeing");

    assertThat(video.status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(video.groundTruthStatus()).isEqualTo(GroundTruthStatus.PROPOSED);
    GroundTruthSet truth = truth(video);
    assertThat(truth.revision().state()).isEqualTo(ReviewState.DRAFT);
    GroundTruth content = truth.content();
    assertThat(content.frames())
        .extracting(frame -> frame.frame().index())
        .containsExactly(0L, 5L, 10L, 15L);
    assertThat(content.frames())
        .extracting(frame -> frame.frame().pts().toMillis())
        .containsExactly(0L, 500L, 1000L, 1500L);
    Annotation second = content.frames().get(1).annotations().get(0);
    assertThat(second.label()).isEqualTo("thing");
    assertThat(second.box().x()).isEqualTo(5);
    assertThat(second.provenance().origin()).isEqualTo(Origin.DETECTOR);
    assertThat(second.provenance().confirmed()).isFalse();
    assertThat(second.provenance().by()).startsWith("seeing eyes-1 settings=");
  }

  @Test
  void boxes_on_smaller_pictures_are_given_in_pixels_of_the_film() throws Exception {
    Annotation second =
        truth(process("small")).content().frames().get(1).annotations().get(0);

    assertThat(second.box().x()).isEqualTo(10);
    assertThat(second.box().width()).isEqualTo(40);
    assertThat(second.box().height()).isEqualTo(20);
  }

  @Test
  void the_sampled_frames_are_gone_once_the_video_is_published() throws Exception {
    Video video = process("blind");

    assertThat(storage.list("videos/" + video.id()))
        .noneMatch(key -> key.endsWith("frames.bin") || key.endsWith("/whole"))
        .anyMatch(key -> key.endsWith("poster.jpg"));
  }

  @Test
  void frames_on_which_nothing_is_found_were_looked_at() throws Exception {
    Video video = process("blind");

    assertThat(video.groundTruthStatus()).isEqualTo(GroundTruthStatus.PROPOSED);
    assertThat(truth(video).content().frames())
        .hasSize(4)
        .extracting(AnnotatedFrame::annotations)
        .containsOnly(List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "unavailable,DETECTOR_UNAVAILABLE,Add the library",
    "unsupported,UNSUPPORTED_MODEL,Not so.",
    "failing,DETECTOR_FAILED,It gave up.",
    "wrong,DETECTOR_FAILED,failed when it was asked to look at a picture"
  })
  void a_detector_with_a_problem_leaves_nothing_but_the_reason(
      String recipe, String code, String reason) throws Exception {
    Video video = process(recipe);

    assertThat(video.status()).isEqualTo(VideoStatus.FAILED);
    assertThat(requireNonNull(video.failure()).code().name()).isEqualTo(code);
    assertThat(video.failure().message()).contains(reason);
    assertThat(video.groundTruthStatus()).isEqualTo(GroundTruthStatus.NONE);
    assertThat(store.groundTruth().list(video.id())).isEmpty();
    assertThat(store.tasks().list(video.id()))
        .filteredOn(task -> task.id().step().equals("detect"))
        .allSatisfy(task -> {
          assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
          assertThat(task.attempts()).hasSize(1);
        });
  }

  @Test
  void a_detector_that_recovers_finds_what_it_would_have_found_at_once() throws Exception {
    Video video = process("recovering");

    assertThat(video.status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(store.groundTruth().list(video.id())).hasSize(1);
    assertThat(boxes(video)).isEqualTo(boxes(process("seeing")));
    assertThat(store.tasks().list(video.id()))
        .filteredOn(task -> task.id().step().equals("detect"))
        .flatExtracting(task -> task.attempts())
        .extracting(
            attempt -> attempt.failure() == null ? null : attempt.failure().code())
        .contains(FailureCode.DETECTOR_FAILED);
  }

  private List<Object> boxes(Video video) {
    return truth(video).content().frames().stream()
        .flatMap(frame -> frame.annotations().stream())
        .<Object>map(Annotation::box)
        .toList();
  }

  @Test
  void a_video_that_is_cancelled_meanwhile_gets_no_draft() throws Exception {
    Video video = platform.ingest(NewVideo.named("stuck.mp4").withRecipe("stuck"), clip);
    looking.await();

    platform.cancel(video.id());

    Video cancelled = platform.await(video.id(), LONG);
    assertThat(cancelled.status()).isEqualTo(VideoStatus.CANCELLED);
    assertThat(cancelled.groundTruthStatus()).isEqualTo(GroundTruthStatus.NONE);
    assertThat(store.groundTruth().list(video.id())).isEmpty();
  }

  @Test
  void the_same_film_gives_the_same_content() throws Exception {
    assertThat(truth(process("seeing")).content().contentHash())
        .isEqualTo(truth(process("seeing")).content().contentHash());
  }

  @Test
  void a_detection_that_another_node_takes_over_half_way_gives_the_same_content() throws Exception {
    CountDownLatch halfWay = new CountDownLatch(1);
    InMemoryVideoStore shared = InMemoryVideoStore.create();
    Video video;
    try (VideoPlatform first = node(shared, picture -> {
      halfWay.countDown();
      return requireNonNull(picture.frame().index()) < 10
          ? Eyes.something(picture)
          : stuck(picture);
    })) {
      video = first.ingest(clip);
      halfWay.await();
    }
    assertThat(shared.groundTruth().list(video.id())).isEmpty();

    try (VideoPlatform second = node(shared, Eyes::something)) {
      Video resumed = second.await(video.id(), LONG);
      Video undisturbed = second.await(second.ingest(clip).id(), LONG);

      assertThat(resumed.groundTruthStatus()).isEqualTo(GroundTruthStatus.PROPOSED);
      assertThat(shared.groundTruth().find(video.id()).orElseThrow().content().contentHash())
          .isEqualTo(shared
              .groundTruth()
              .find(undisturbed.id())
              .orElseThrow()
              .content()
              .contentHash());
    }
  }

  private static VideoPlatform node(VideoStore shared, Function<Picture, DetectionOutcome> look) {
    VideoPlatform node = VideoPlatform.builder()
        .store(shared)
        .storage(FileStorage.at(folder.resolve("shared"), 0))
        .recipe(recipe("eyes").build())
        .detector(Eyes.seeing("eyes", look))
        .drain(Duration.ofMillis(1))
        .build();
    node.start();
    return node;
  }

  @Test
  void the_parts_of_a_long_film_give_the_frames_of_the_whole() throws Exception {
    Path film = folder.resolve("film.mp4");
    SampleClip.of(160, 120, 10, Duration.ofSeconds(9)).write(film);
    Recipe.Builder whole = Recipe.builder()
        .output(Recipe.Output.HLS, Recipe.Output.FRAME_MAP)
        .ladder(Ladder.of(120))
        .copying(false)
        .frames(SampledFrames.everyNth(7))
        .detect(DetectionSpec.of("eyes"));
    InMemoryVideoStore films = InMemoryVideoStore.create();
    try (VideoPlatform cutting = VideoPlatform.builder()
        .store(films)
        .storage(FileStorage.at(folder.resolve("films"), 0))
        .recipe(whole.build())
        .recipe("parts", whole.partLength(Duration.ofSeconds(2)).build())
        .detector(Eyes.seeing("eyes", Eyes::something))
        .build()) {
      cutting.start();

      Video uncut = cutting.await(cutting.ingest(film).id(), LONG);
      NewVideo inParts = NewVideo.named("film.mp4").withRecipe("parts");
      Video cut = cutting.await(cutting.ingest(inParts, film).id(), LONG);

      assertThat(films.tasks().list(cut.id()))
          .extracting(task -> task.id().step())
          .contains("join-parts");
      assertThat(cut.groundTruthStatus()).isEqualTo(GroundTruthStatus.PROPOSED);
      assertThat(films.groundTruth().find(cut.id()).orElseThrow().content())
          .isEqualTo(films.groundTruth().find(uncut.id()).orElseThrow().content());
      assertThat(map(cutting, cut)).isEqualTo(map(cutting, uncut)).isNotEmpty();
      assertThat(cutting.storage().list("videos/" + cut.id()))
          .noneMatch(key -> key.endsWith("frames.bin"));
    }
  }

  private static byte[] map(VideoPlatform platform, Video video) throws Exception {
    Artifact map = platform.artifacts(video.id()).stream()
        .filter(artifact -> artifact.kind().equals(Artifact.FRAME_MAP))
        .findFirst()
        .orElseThrow();
    try (MediaStorage.LocalFile file = platform.storage().local(map.key())) {
      assertThat(FrameMap.read(file.path()).size()).isEqualTo(90);
      return Files.readAllBytes(file.path());
    }
  }
}
