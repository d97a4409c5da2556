package dev.reelstate.processing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.steps.Recipes;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.processing.telemetry.UploadTelemetry;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.testkit.InterceptedVideoStore;
import dev.reelstate.testkit.SettableClock;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {

  private static final byte[] SOUND = Waves.sine(440, Duration.ofMillis(100));
  private static final Recipes RECIPES =
      new Recipes(Map.of(Recipes.DEFAULT, Recipe.standard()), Map.of(), Map.of());
  private static final Duration LONGEST = Duration.ofHours(24);

  @TempDir
  Path folder;

  private final InMemoryVideoStore store = InMemoryVideoStore.create();
  private final SettableClock clock = SettableClock.at(Instant.parse("2026-01-01T00:00:00Z"));
  private FileStorage storage;
  private Ingest ingest;
  private Staging staging;

  @BeforeEach
  void open() {
    storage = FileStorage.at(folder);
    ingest = new Ingest(
        store,
        storage,
        RECIPES,
        new WantedVideos(store.videos()),
        new UploadTelemetry(new Telemetry() {}, store.videos(), clock),
        Long.MAX_VALUE);
    staging = staging(store);
  }

  private Staging staging(VideoStore in) {
    return new Staging(in, storage, ingest, RECIPES, LONGEST, clock);
  }

  @AfterEach
  void close() throws IOException {
    storage.close();
  }

  @Test
  void a_staged_file_is_stored_and_hashed_but_not_on_record() throws IOException {
    Staged staged = stage(NewVideo.named("beep.wav"));

    assertThat(staged.original().bytes()).isEqualTo(SOUND.length);
    assertThat(storage.size(staged.original().key())).contains((long) SOUND.length);
    assertThat(store.videos().list(VideoQuery.all()).items()).isEmpty();
  }

  @Test
  void a_file_that_is_not_acceptable_is_refused_and_leaves_nothing() throws IOException {
    InputStream text = new ByteArrayInputStream("a text".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> staging.stage(NewVideo.named("a.mp4"), text, -1))
        .isInstanceOfSatisfying(
            ReelstateException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_MEDIA));
    assertThatThrownBy(() -> stage(NewVideo.named("a.wav").withRecipe("huge")))
        .hasMessageContaining("There is no recipe \"huge\"");
    assertThat(storage.list("staged")).isEmpty();
    assertThat(storage.list("videos")).isEmpty();
  }

  @Test
  void a_staged_file_is_removed_in_the_end_if_it_was_not_queued_and_kept_if_it_was()
      throws IOException {
    Staged forgotten = stage(NewVideo.named("forgotten.wav"));
    Staged queued = stage(NewVideo.named("queued.wav"));
    List<Staged> twice = List.of(stage(queued.video()), queued);
    record(twice.get(0));

    put("staged/by/somebody-else", SOUND);

    clock.advance(LONGEST);
    staging.sweep();
    assertThat(storage.list("videos")).hasSize(3);

    clock.advance(Duration.ofMinutes(61));
    staging.sweep();

    assertThat(storage.list("videos")).containsExactly(twice.get(0).original().key());
    assertThat(storage.size(forgotten.original().key())).isEmpty();
    assertThat(storage.list("staged")).containsExactly("staged/by/somebody-else");
  }

  @Test
  void nothing_is_removed_while_the_database_does_not_answer() throws IOException {
    Staged staged = stage(NewVideo.named("a.wav"));
    clock.advance(Duration.ofDays(3));
    VideoStore silent = InterceptedVideoStore.of(store, call -> {
      throw new ReelstateException(
          Failure.retryable(FailureCode.DATABASE_UNAVAILABLE, "The database is away."));
    });

    assertThatThrownBy(() -> staging(silent).sweep()).hasMessage("The database is away.");
    assertThat(storage.size(staged.original().key())).isPresent();
    staging.sweep();
    assertThat(storage.size(staged.original().key())).isEmpty();
  }

  @Test
  void a_file_that_was_staged_too_long_ago_is_not_queued() {
    Staged staged = stage(NewVideo.named("a.wav"));
    clock.advance(LONGEST.plusMillis(1));

    assertThatThrownBy(() -> staging.queueIn(connection(), staged))
        .hasMessage(
            "The file was staged at 2026-01-01T00:00:00Z and is being removed; stage it again.");
  }

  @Test
  void a_store_that_cannot_join_a_transaction_says_so() {
    Staged staged = stage(NewVideo.named("a.wav"));

    assertThatThrownBy(() -> staging.queueIn(connection(), staged))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("This store cannot take part in a transaction of another database.");
  }

  @Test
  void an_object_in_the_storage_is_taken_in_by_moving_it() throws IOException {
    put("incoming/beep.wav", SOUND);

    Video video = ingestStored(NewVideo.named("beep.wav"), "incoming/beep.wav");

    assertThat(video.status()).isEqualTo(VideoStatus.QUEUED);
    assertThat(requireNonNull(video.original()).sha256())
        .isEqualTo(stage(NewVideo.named("b.wav")).original().sha256());
    assertThat(storage.list("incoming")).isEmpty();
    assertThat(storage.size(requireNonNull(video.original()).key())).contains((long) SOUND.length);
  }

  @Test
  void an_object_that_is_missing_or_not_acceptable_or_a_videos_own_is_not_taken_in()
      throws IOException {
    put("incoming/text", "a text".getBytes(StandardCharsets.UTF_8));
    NewVideo video = NewVideo.named("beep.wav");

    assertThatThrownBy(() -> ingestStored(video, "incoming/none"))
        .hasMessageContaining("There is no object \"incoming/none\"");
    assertThat(store.videos().find(video.id())).isEmpty();
    String key = stage(NewVideo.named("b.wav")).original().key();
    assertThatThrownBy(() -> ingestStored(video, key)).hasMessageContaining("belongs to a video");
    assertThat(ingestStored(video, "incoming/text").status()).isEqualTo(VideoStatus.REJECTED);
    assertThat(storage.size("incoming/text")).isPresent();
  }

  @Test
  void an_ingest_that_was_interrupted_after_the_move_is_resumed_under_its_key() throws IOException {
    put("incoming/beep.wav", SOUND);
    NewVideo first = NewVideo.named("beep.wav").withUploadKey("key");
    Video created = ingest.create(first);
    storage.move("incoming/beep.wav", "videos/" + created.id() + "/original-stored");

    Video video =
        ingestStored(NewVideo.named("beep.wav").withUploadKey("key"), "incoming/beep.wav");

    assertThat(video.id()).isEqualTo(first.id());
    assertThat(video.status()).isEqualTo(VideoStatus.QUEUED);
    assertThat(ingestStored(NewVideo.named("b").withUploadKey("key"), "incoming/beep.wav"))
        .isEqualTo(video);
  }

  private Staged stage(NewVideo video) {
    return staging.stage(video, new ByteArrayInputStream(SOUND), SOUND.length);
  }

  private Video ingestStored(NewVideo video, String key) {
    return new StoredIngest(storage, ingest).receive(video, key);
  }

  private void record(Staged staged) {
    TaskSpec inspect = new TaskSpec("inspect", 0, Set.of(), 1, "");
    store
        .videos()
        .queue(List.of(new StoredVideo(staged.video(), staged.original(), List.of(inspect))));
  }

  private void put(String key, byte[] bytes) throws IOException {
    try (MediaStorage.Receiver receiver = storage.receive(key)) {
      receiver.write(bytes);
      receiver.commit();
    }
  }

  private static Connection connection() {
    return (Connection) Proxy.newProxyInstance(
        StagingTest.class.getClassLoader(),
        new Class<?>[] {Connection.class},
        (proxy, method, arguments) -> null);
  }
}
