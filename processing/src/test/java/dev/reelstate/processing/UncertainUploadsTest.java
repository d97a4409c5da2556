package dev.reelstate.processing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reelstate.ReelstateException;
import dev.reelstate.Sha256;
import dev.reelstate.processing.engine.VideoKeys;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.steps.Recipes;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.processing.telemetry.UploadTelemetry;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.FailureCode;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.testkit.fault.Fault;
import dev.reelstate.testkit.fault.Faults;
import dev.reelstate.testkit.fault.FaultyMediaStorage;
import dev.reelstate.testkit.fault.FaultyVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Uploads and ingest while database and disk fail: no byte is lost, and none is left over. */
@Timeout(300)
class UncertainUploadsTest {

  @TempDir
  Path folder;

  private final FaultyVideoStore store = FaultyVideoStore.around(InMemoryVideoStore.create());
  private final Faults diskFaults = new Faults();
  private VideoPlatform platform;

  @BeforeEach
  void open() {
    platform = VideoPlatform.builder()
        .store(store)
        .storage(FaultyMediaStorage.around(FileStorage.at(folder, 0), diskFaults))
        .build();
  }

  @AfterEach
  void close() {
    store.faults().clear();
    diskFaults.clear();
    platform.close();
  }

  /** Bytes that look like an MP4 file. */
  private static byte[] film(int size, int seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    byte[] head = {0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 2, 0};
    System.arraycopy(head, 0, bytes, 0, head.length);
    return bytes;
  }

  private static NewVideo keyed(String key) {
    return new NewVideo(VideoId.create(), "default", "t", "t.mp4", key, Set.of(), 0);
  }

  private static ByteArrayInputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private void isQueuedWhole(VideoId id, byte[] sent) throws IOException {
    Video video = platform.get(id);
    assertThat(video.status()).isEqualTo(VideoStatus.QUEUED);
    Original original = requireNonNull(video.original());
    MessageDigest digest = Sha256.digest();
    digest.update(sent);
    assertThat(original.sha256()).isEqualTo(Sha256.text(digest));
    assertThat(original.bytes()).isEqualTo(sent.length);
    assertThat(platform.storage().open(original.key(), 0)).hasBinaryContent(sent);
    assertThat(originals(id)).containsExactly(original.key());
  }

  private List<String> originals(VideoId id) throws IOException {
    MediaStorage storage = platform.storage();
    return storage.list("videos/" + id);
  }

  private List<String> uploadFolders() throws IOException {
    Path uploads = folder.resolve(".uploads");
    if (!Files.exists(uploads)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(uploads)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILS", "LOSES_ANSWER"})
  void an_ingest_whose_commit_is_uncertain_keeps_its_bytes(Fault fault) throws IOException {
    byte[] film = film(20_000, 3);
    store.faults().plan("change", 3, fault);

    Video video = platform.ingest(NewVideo.named("a.mp4"), in(film), film.length);

    isQueuedWhole(video.id(), film);
    assertThat(store.faults().met("change")).isGreaterThanOrEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILS", "LOSES_ANSWER"})
  void an_ingest_whose_storing_is_uncertain_fails_and_keeps_nothing(Fault fault)
      throws IOException {
    byte[] film = film(20_000, 3);
    NewVideo request = keyed("one");
    diskFaults.plan("commit", fault);

    assertThatThrownBy(() -> platform.ingest(request, in(film), film.length))
        .hasMessageContaining("media storage");
    assertThat(platform.get(request.id()).status()).isEqualTo(VideoStatus.FAILED);
    assertThat(originals(request.id())).isEmpty();

    platform.ingest(keyed("one"), in(film), film.length);
    isQueuedWhole(request.id(), film);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILS", "LOSES_ANSWER"})
  void an_upload_whose_commit_is_uncertain_keeps_its_bytes(Fault fault) throws IOException {
    byte[] film = film(20_000, 4);
    Upload upload = platform.uploads().begin(NewVideo.named("a.mp4"), film.length);
    store.faults().plan("change", fault);

    assertThat(platform.uploads().append(upload.id(), 0, in(film)).isComplete()).isTrue();

    isQueuedWhole(upload.id(), film);
    assertThat(uploadFolders()).isEmpty();
  }

  @Test
  void an_upload_that_could_not_be_committed_is_committed_by_the_next_look() throws Exception {
    byte[] film = film(20_000, 5);
    Upload upload = platform.uploads().begin(NewVideo.named("a.mp4"), film.length);
    store.faults().plan("change", 1_000, Fault.FAILS);
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread sender = new Thread(() ->
        thrown.complete(catchThrowable(() -> platform.uploads().append(upload.id(), 0, in(film)))));
    sender.start();
    while (store.faults().met("change") == 0) {
      Thread.onSpinWait();
    }
    sender.interrupt(); // so that it does not ask again for long

    assertThat(thrown.get())
        .isInstanceOfSatisfying(
            ReelstateException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.DATABASE_UNAVAILABLE));
    assertThat(platform.get(upload.id()).status()).isEqualTo(VideoStatus.UPLOADING);
    store.faults().clear();

    assertThat(platform.uploads().find(upload.id()))
        .hasValueSatisfying(found -> assertThat(found.isComplete()).isTrue());
    isQueuedWhole(upload.id(), film);
  }

  @Test
  void a_definite_no_removes_the_bytes() throws Exception {
    byte[] film = film(20_000, 6);
    NewVideo video = NewVideo.named("a.mp4");
    store.faults().plan("change", Fault.HANGS);
    Thread sender = new Thread(() -> platform.ingest(video, in(film), film.length));
    sender.start();
    while (store.faults().met("change") == 0) {
      Thread.onSpinWait();
    }

    platform.cancel(video.id());
    store.faults().release();
    sender.join();

    assertThat(platform.get(video.id()).status()).isEqualTo(VideoStatus.CANCELLED);
    assertThat(originals(video.id())).isEmpty();
  }

  @Test
  void an_ingest_that_is_sent_again_removes_what_a_process_that_ended_had_stored()
      throws Exception {
    byte[] film = film(20_000, 7);
    NewVideo video = NewVideo.named("a.mp4").withUploadKey("key");
    store.videos().create(video);
    Path stored = folder.resolve(VideoKeys.newOriginal(video.id()));
    Files.createDirectories(stored.getParent());
    Files.write(stored, film);

    NewVideo again = NewVideo.named("a.mp4").withUploadKey("key");
    Video received = platform.ingest(again, in(film), film.length);

    assertThat(received.id()).isEqualTo(video.id());
    assertThat(originals(video.id()))
        .containsExactly(requireNonNull(received.original()).key());
  }

  /** A sender that never ends. */
  private static final class EndlessFilm extends InputStream {

    final AtomicLong taken = new AtomicLong();
    private final byte[] begin = film(10_000, 8);

    @Override
    public int read() {
      long at = taken.getAndIncrement();
      return at < begin.length ? begin[(int) at] & 0xFF : 0;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      for (int i = 0; i < length; i++) {
        target[offset + i] = (byte) read();
      }
      return length;
    }
  }

  @Test
  void a_cancelled_ingest_is_not_read_to_its_end() throws Exception {
    NewVideo video = NewVideo.named("a.mp4");
    EndlessFilm endless = new EndlessFilm();
    CompletableFuture<Video> received = new CompletableFuture<>();
    Thread sender = new Thread(() -> received.complete(platform.ingest(video, endless)));
    sender.start();
    while (endless.taken.get() < 2_000_000) {
      Thread.onSpinWait();
    }

    platform.cancel(video.id());

    assertThat(received.get().status()).isEqualTo(VideoStatus.CANCELLED);
    assertThat(originals(video.id())).isEmpty();
  }

  @Test
  void an_ingest_that_another_process_cancels_is_not_read_to_its_end() throws Exception {
    NewVideo video = NewVideo.named("a.mp4");
    InMemoryVideoStore shared = InMemoryVideoStore.create();
    WantedVideos wanted = new WantedVideos(shared.videos());
    Recipes recipes = new Recipes(Map.of(Recipes.DEFAULT, Recipe.standard()), Map.of(), Map.of());
    Ingest ingest = new Ingest(
        shared,
        platform.storage(),
        recipes,
        wanted,
        new UploadTelemetry(new Telemetry() {}, shared.videos(), InstantSource.system()),
        Long.MAX_VALUE);
    EndlessFilm endless = new EndlessFilm();
    CompletableFuture<Video> received = new CompletableFuture<>();
    Thread sender = new Thread(() -> received.complete(ingest.receive(video, endless, -1)));
    sender.start();
    while (endless.taken.get() < 2_000_000) {
      Thread.onSpinWait();
    }

    Video seen = shared.videos().find(video.id()).orElseThrow();
    shared.videos().change(seen, new VideoChange.Stopped(VideoStatus.CANCELLED, null));

    assertThat(received.get().status()).isEqualTo(VideoStatus.CANCELLED);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILS", "FULL"})
  void a_disk_that_fails_fails_the_video_and_leaves_nothing(Fault fault) throws IOException {
    byte[] film = film(200_000, 7);
    NewVideo video = keyed("key");
    diskFaults.plan("write", fault);

    assertThatThrownBy(() -> platform.ingest(video, in(film), film.length))
        .isInstanceOfSatisfying(
            ReelstateException.class,
            e -> assertThat(e.failure().code().family()).isEqualTo(FailureCode.Family.STORAGE));
    assertThat(platform.get(video.id()).status()).isEqualTo(VideoStatus.FAILED);
    assertThat(originals(video.id())).isEmpty();

    Video again = platform.ingest(keyed("key"), in(film), film.length);
    isQueuedWhole(again.id(), film);
  }

  @Test
  void an_upload_begun_again_with_another_size_is_another_file() throws IOException {
    byte[] first = film(10_000, 1);
    byte[] second = film(12_000, 2);
    Upload begun = platform.uploads().begin(keyed("key"), first.length);
    platform.uploads().append(begun.id(), 0, in(Arrays.copyOf(first, 6_000)));

    Upload again = platform.uploads().begin(keyed("key"), second.length);
    assertThat(again.id()).isEqualTo(begun.id());
    assertThat(again.offset()).isZero();
    assertThat(again.size()).isEqualTo(second.length);

    assertThat(platform.uploads().append(again.id(), 0, in(second)).isComplete())
        .isTrue();
    isQueuedWhole(again.id(), second);
  }

  @Test
  void a_note_that_was_torn_is_set_aside_and_blocks_nobody() throws IOException {
    byte[] film = film(10_000, 1);
    Upload torn = platform.uploads().begin(keyed("torn"), film.length);
    Upload fine = platform.uploads().begin(keyed("fine"), film.length);
    platform.close();
    Files.writeString(folder.resolve(".uploads/" + torn.id() + "/upload.json"), "{\"video\":{\"id");
    Path empty = Files.createDirectories(folder.resolve(".uploads/" + UUID.randomUUID()));
    Files.createFile(empty.resolve("upload.json"));
    open();

    platform.start();
    assertThat(platform.uploads().list()).extracting(Upload::id).containsExactly(fine.id());
    assertThat(uploadFolders()).filteredOn(name -> name.contains(".broken-")).hasSize(2);

    Upload again = platform.uploads().begin(keyed("torn"), film.length);
    assertThat(again.id()).isEqualTo(torn.id());
    platform.uploads().append(again.id(), 0, in(film));
    assertThat(platform.get(again.id()).original()).isNotNull();
  }

  @Test
  void an_upload_without_its_bytes_is_set_aside() throws IOException {
    Upload upload = platform.uploads().begin(keyed("key"), 10_000);
    platform.close();
    Files.delete(folder.resolve(".uploads/" + upload.id() + "/bytes"));
    open();

    assertThat(platform.uploads().find(upload.id())).isEmpty();
    assertThat(platform.uploads().list()).isEmpty();
  }
}
