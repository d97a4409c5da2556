package dev.reelstate.processing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.ReelstateException;
import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.event.VideoListener;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Task;
import dev.reelstate.task.Task.Attempt;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class VideoPlatformTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir
  static Path clips;

  private static Path clip;
  private static Path longClip;

  @TempDir
  Path folder;

  private final InMemoryVideoStore store = InMemoryVideoStore.create();
  private final CountDownLatch halfWay = new CountDownLatch(1);
  private VideoPlatform platform;

  @BeforeAll
  static void makeClips() throws Exception {
    clip = clips.resolve("clip.mp4");
    SampleClip.of(320, 180, 25, Duration.ofSeconds(3)).write(clip);
    longClip = clips.resolve("long.mp4");
    SampleClip.of(640, 360, 30, Duration.ofSeconds(40)).write(longClip);
  }

  @BeforeEach
  void open() {
    platform = build();
    platform.start();
  }

  @AfterEach
  void close() {
    platform.close();
    assertThat(workers()).isEmpty();
  }

  @Test
  void a_long_film_is_encoded_in_parts_that_leave_nothing_behind() throws Exception {
    platform.close();
    Recipe recipe = Recipe.builder()
        .output(Recipe.Output.HLS, Recipe.Output.MP4, Recipe.Output.MARKS)
        .ladder(Ladder.of(180, 120))
        .partLength(Duration.ofSeconds(8))
        .build();
    try (VideoPlatform cutting = VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(folder.resolve("cut")))
        .recipe(recipe)
        .build()) {
      cutting.start();

      Video done = cutting.await(cutting.ingest(longClip).id(), LONG);

      assertThat(done.status()).isEqualTo(VideoStatus.COMPLETED);
      assertThat(cutting.tasks(done.id()))
          .extracting(task ->
              task.id().step() + task.id().part() + " " + task.attempts().size())
          .containsExactlyInAnyOrder(
              "inspect0 1",
              "render0 1",
              "render1 1",
              "render2 1",
              "render3 1",
              "render4 1",
              "join-parts0 1",
              "publish0 1");
      assertThat(cutting.artifacts(done.id()))
          .extracting(Artifact::kind)
          .contains(Artifact.HLS, Artifact.MP4, Artifact.MARKS)
          .doesNotContain("part");
      assertThat(cutting.storage().list("videos/" + done.id() + "/g1"))
          .isNotEmpty()
          .noneMatch(key -> key.contains("/render-"));
    }
  }

  @Test
  void a_file_becomes_a_published_video() throws Exception {
    Video video = platform.ingest(clip);
    assertThat(video.status()).isEqualTo(VideoStatus.QUEUED);
    assertThat(requireNonNull(video.original()).sha256())
        .isEqualTo(sha256(Files.readAllBytes(clip)));

    Video done = platform.await(video.id(), LONG);

    assertThat(done.status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(requireNonNull(done.media()).video())
        .hasValueSatisfying(track -> assertThat(track.width()).isEqualTo(320));
    assertThat(done.progress()).isEqualTo(Progress.DONE);
    assertThat(done.playableAt()).isNotNull().isBeforeOrEqualTo(done.completedAt());
    assertThat(platform.details(video.id()))
        .contains(new VideoDetails(
            done, platform.tasks(video.id()), platform.artifacts(video.id()), List.of()));
    assertThat(platform.artifacts(video.id()))
        .extracting(Artifact::kind)
        .contains(
            Artifact.POSTER,
            Artifact.STORYBOARD,
            Artifact.STORYBOARD_CUES,
            Artifact.MP4,
            Artifact.HLS)
        .contains(Artifact.HLS_RENDITION);
    for (Artifact artifact : platform.artifacts(video.id())) {
      assertThat(platform.storage().size(artifact.key()))
          .hasValueSatisfying(size -> assertThat(size).isPositive());
    }
    assertThat(platform.tasks(video.id()))
        .allSatisfy(task -> assertThat(task.attempts())
            .extracting(Attempt::outcome)
            .containsExactly(Outcome.SUCCEEDED));
  }

  @Test
  void every_step_of_the_way_is_an_event_and_numbers_have_no_gaps() throws Exception {
    Video video = platform.ingest(clip);
    platform.await(video.id(), LONG);

    List<VideoEvent> events = platform.events().replay(video.id(), 0);

    assertThat(events)
        .extracting(VideoEvent::number)
        .containsExactlyElementsOf(
            Stream.iterate(1L, n -> n + 1).limit(events.size()).toList());
    assertThat(events.stream()
            .filter(StatusChanged.class::isInstance)
            .map(event -> ((StatusChanged) event).to()))
        .containsExactly(
            VideoStatus.UPLOADING,
            VideoStatus.UPLOADED,
            VideoStatus.QUEUED,
            VideoStatus.PROCESSING,
            VideoStatus.COMPLETED);
    assertThat(platform.events().replay(video.id(), 3))
        .first()
        .extracting(VideoEvent::number)
        .isEqualTo(4L);
  }

  @Test
  void no_unfinished_files_are_left_after_the_work() throws Exception {
    Video video = platform.ingest(clip);
    platform.await(video.id(), LONG);
    platform.close();

    try (Stream<Path> left = Files.list(folder.resolve(".work"))) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly("lock");
    }
  }

  @Nested
  class What_is_not_a_video {

    @Test
    void is_rejected_before_it_is_stored() throws IOException {
      Video video = ingest("letter.mp4", "Dear reader, this is a letter.");

      assertThat(video.status()).isEqualTo(VideoStatus.REJECTED);
      assertThat(codeOf(video)).isEqualTo(FailureCode.NOT_MEDIA);
      assertThat(platform.storage().list("videos")).isEmpty();
    }

    @Test
    void and_is_empty_is_rejected_as_empty() {
      assertThat(codeOf(ingest("nothing.mp4", ""))).isEqualTo(FailureCode.EMPTY_FILE);
    }

    @Test
    void but_begins_like_one_is_rejected_by_the_inspection() throws Exception {
      byte[] whole = Files.readAllBytes(clip);
      Video video = platform.ingest(
          NewVideo.named("cut.mp4"), new ByteArrayInputStream(Arrays.copyOf(whole, 200)));

      Video settled = platform.await(video.id(), LONG);

      assertThat(settled.status()).isEqualTo(VideoStatus.REJECTED);
      assertThat(codeOf(settled).rejects()).isTrue();
      assertThat(requireNonNull(settled.failure()).step()).isEqualTo("inspect");
    }

    private Video ingest(String name, String text) {
      return platform.ingest(
          NewVideo.named(name), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void a_file_over_the_limit_is_rejected() throws Exception {
    platform.close();
    platform = builder().maxUploadBytes(1000).build();

    assertThat(codeOf(platform.ingest(clip))).isEqualTo(FailureCode.TOO_LARGE);
  }

  @Test
  void a_missing_file_yields_one_clear_sentence_and_no_video() {
    assertThatThrownBy(() -> platform.ingest(Path.of("nowhere/holiday.mp4")))
        .isInstanceOf(ReelstateException.class)
        .hasMessage("There is no file \"holiday.mp4\"; check its name and folder.");
    assertThat(store.videos().list(VideoQuery.all()).items()).isEmpty();
  }

  @Test
  void an_interrupted_upload_fails_and_can_be_repeated_under_its_key() throws Exception {
    NewVideo request = keyed("holiday");
    byte[] whole = Files.readAllBytes(clip);

    assertThatThrownBy(() -> platform.ingest(request, breakingOff(whole), whole.length))
        .isInstanceOfSatisfying(
            ReelstateException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.UPLOAD_INTERRUPTED));
    assertThat(platform.get(request.id()).status()).isEqualTo(VideoStatus.FAILED);

    Video again = platform.ingest(keyed("holiday"), clip);
    assertThat(again.id()).isEqualTo(request.id());
    assertThat(platform.await(again.id(), LONG).status()).isEqualTo(VideoStatus.COMPLETED);
  }

  @Test
  void an_upload_with_a_key_that_is_taken_returns_the_first() throws IOException {
    Video first = platform.ingest(keyed("same"), clip);
    assertThat(platform.ingest(keyed("same"), clip).id()).isEqualTo(first.id());
  }

  @Test
  void a_killed_worker_costs_one_attempt_of_one_task() throws Exception {
    Video video = platform.ingest(longClip);
    assertThat(halfWay.await(200, TimeUnit.SECONDS)).isTrue();

    workers().forEach(ProcessHandle::destroyForcibly);

    assertThat(platform.await(video.id(), LONG).status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(attempts(video.id(), "inspect")).hasSize(1);
    assertThat(attempts(video.id(), "render")).hasSize(2).first().satisfies(attempt -> {
      assertThat(requireNonNull(attempt.failure()).code()).isEqualTo(FailureCode.WORKER_CRASHED);
      assertThat(attempt.failure().retryable()).isTrue();
    });
  }

  @Test
  void cancelling_ends_the_worker_within_a_second_and_leaves_no_files() throws Exception {
    Video video = platform.ingest(longClip);
    assertThat(halfWay.await(200, TimeUnit.SECONDS)).isTrue();
    List<ProcessHandle> workers = workers();

    platform.cancel(video.id());

    for (ProcessHandle worker : workers) {
      worker.onExit().get(1, TimeUnit.SECONDS);
    }
    Video cancelled = platform.get(video.id());
    assertThat(cancelled.status()).isEqualTo(VideoStatus.CANCELLED);
    platform.close();
    assertThat(platform.storage().list("videos"))
        .containsExactly(requireNonNull(cancelled.original()).key());
  }

  @Test
  void a_cancelled_video_resumes_where_it_stopped_when_retried() throws Exception {
    Video video = platform.ingest(longClip);
    assertThat(halfWay.await(200, TimeUnit.SECONDS)).isTrue();
    platform.cancel(video.id());

    platform.retry(video.id());

    assertThat(platform.await(video.id(), LONG).status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(attempts(video.id(), "inspect")).hasSize(1);
  }

  @Test
  void a_platform_that_closes_hands_its_work_to_the_next() throws Exception {
    Video video = platform.ingest(longClip);
    assertThat(halfWay.await(200, TimeUnit.SECONDS)).isTrue();
    platform.close();

    platform = build();
    platform.start();

    assertThat(platform.await(video.id(), LONG).status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(attempts(video.id(), "render"))
        .extracting(Attempt::outcome)
        .containsExactly(Outcome.RELEASED, Outcome.SUCCEEDED);
  }

  @Test
  void reprocessing_keeps_the_old_artifacts_readable_until_the_new_ones_are_complete()
      throws Exception {
    Video video = platform.ingest(clip);
    platform.await(video.id(), LONG);
    List<Artifact> old = platform.artifacts(video.id());

    platform.reprocess(video.id());
    assertThat(platform.artifacts(video.id())).isEqualTo(old);
    Video again = platform.await(video.id(), LONG);

    assertThat(again.publishedGeneration()).isEqualTo(2);
    assertThat(platform.artifacts(video.id()))
        .hasSameSizeAs(old)
        .allMatch(artifact -> artifact.generation() == 2);
  }

  @Test
  void deleting_removes_every_file() throws Exception {
    Video video = platform.ingest(clip);
    platform.await(video.id(), LONG);

    assertThat(platform.delete(video.id()).status()).isEqualTo(VideoStatus.DELETED);
    assertThat(platform.storage().list("videos")).isEmpty();
  }

  @Test
  void a_platform_without_a_store_is_refused_when_it_is_built() {
    assertThatThrownBy(() -> VideoPlatform.builder().build())
        .hasMessage("A platform needs a store; set one on the builder.");
  }

  private static FailureCode codeOf(Video video) {
    return requireNonNull(video.failure()).code();
  }

  private VideoPlatform build() {
    return builder().build();
  }

  private VideoPlatformBuilder builder() {
    return VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(folder, 0))
        .drain(Duration.ofMillis(1))
        .listener(new VideoListener() {
          @Override
          public void onProgress(VideoId id, Progress progress) {
            Double fraction = progress.fraction();
            if (fraction != null && fraction > 0.3 && fraction < 1) {
              halfWay.countDown();
            }
          }
        });
  }

  private List<Attempt> attempts(VideoId id, String step) {
    return platform.tasks(id).stream()
        .filter(task -> task.id().step().equals(step))
        .map(Task::attempts)
        .findFirst()
        .orElseThrow();
  }

  private static List<ProcessHandle> workers() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }

  private static NewVideo keyed(String key) {
    return new NewVideo(
        VideoId.create(), NewVideo.DEFAULT_PROJECT, "Holiday", "holiday.mp4", key, Set.of(), 0);
  }

  private static InputStream breakingOff(byte[] whole) {
    InputStream broken = new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("connection reset");
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return read();
      }
    };
    return new SequenceInputStream(new ByteArrayInputStream(whole, 0, whole.length / 2), broken);
  }

  @Test
  void waiting_for_ever_is_waiting() throws Exception {
    Video video = platform.ingest(NewVideo.named("a.mp4"), new ByteArrayInputStream(new byte[0]));

    assertThat(platform.await(video.id(), Duration.ofSeconds(Long.MAX_VALUE)).status())
        .isEqualTo(VideoStatus.REJECTED);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
