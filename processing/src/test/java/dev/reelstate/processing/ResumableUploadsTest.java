package dev.reelstate.processing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.processing.storage.FileTree;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.FailureCode;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ResumableUploadsTest {

  @TempDir
  static Path clips;

  private static byte[] film;

  @TempDir
  Path folder;

  private final InMemoryVideoStore store = InMemoryVideoStore.create();
  private Duration uploadTimeout = Duration.ofHours(1);
  private VideoPlatform platform;
  private ResumableUploads uploads;

  @BeforeAll
  static void make_a_film() throws Exception {
    Path clip = clips.resolve("clip.mp4");
    SampleClip.of(320, 180, 25, Duration.ofSeconds(3)).write(clip);
    film = Files.readAllBytes(clip);
  }

  @BeforeEach
  void open() {
    platform = VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(folder.resolve("media")))
        .recipe(Recipe.builder().output(Recipe.Output.POSTER).build())
        .maxUploadBytes(10_000_000)
        .uploadTimeout(uploadTimeout)
        .build();
    uploads = platform.uploads();
  }

  @AfterEach
  void close() {
    platform.close();
  }

  /** Simulates the end of a process: its memory is gone, its files remain. */
  private void die() {
    open();
  }

  private static InputStream bytes(int from, int until) {
    return new ByteArrayInputStream(film, from, until - from);
  }

  private static InputStream breakingAfter(int from, int until) {
    return new SequenceInputStream(bytes(from, until), new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("connection reset");
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return read();
      }
    });
  }

  private static NewVideo film(String key) {
    return NewVideo.named("film.mp4").withUploadKey(key);
  }

  private Upload begin(String key) {
    return uploads.begin(film(key), film.length);
  }

  private Upload begin() {
    return uploads.begin(NewVideo.named("film.mp4"), film.length);
  }

  private void is_received_whole(VideoId id) throws Exception {
    Video video = platform.get(id);
    assertThat(video.status()).isEqualTo(VideoStatus.QUEUED);
    Original original = requireNonNull(video.original());
    assertThat(original.bytes()).isEqualTo(film.length);
    assertThat(original.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(film)));
    try (InputStream stored = platform.storage().open(original.key(), 0)) {
      assertThat(stored.readAllBytes()).isEqualTo(film);
    }
    assertThat(uploads.find(id)).isEmpty();
    nothing_is_left();
  }

  private void begins_anew(Upload upload) throws Exception {
    assertThat(begin("key").offset()).isZero();

    uploads.append(upload.id(), 0, bytes(0, film.length));
    is_received_whole(upload.id());
  }

  private Path received(Upload upload) throws IOException {
    return platform.storage().uploadFolder().resolve(upload.id().toString());
  }

  private void nothing_is_left() throws IOException {
    try (Stream<Path> left = Files.list(platform.storage().uploadFolder())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void a_film_arrives_in_pieces() throws Exception {
    Upload upload = begin();
    assertThat(platform.get(upload.id()).status()).isEqualTo(VideoStatus.UPLOADING);

    assertThat(uploads.append(upload.id(), 0, bytes(0, 5000)).offset()).isEqualTo(5000);
    assertThat(uploads.list()).extracting(Upload::offset).containsExactly(5000L);
    assertThat(uploads.append(upload.id(), 5000, bytes(5000, film.length)).isComplete())
        .isTrue();

    is_received_whole(upload.id());
  }

  @Test
  void bytes_received_before_the_connection_broke_are_kept() throws Exception {
    Upload upload = begin();

    assertThatThrownBy(() -> uploads.append(upload.id(), 0, breakingAfter(0, 7000)))
        .isInstanceOfSatisfying(
            ReelstateException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.UPLOAD_INTERRUPTED));

    assertThat(uploads.find(upload.id()).orElseThrow().offset()).isEqualTo(7000);
    uploads.append(upload.id(), 7000, bytes(7000, film.length));
    is_received_whole(upload.id());
  }

  @Test
  void another_process_resumes_where_one_ended() throws Exception {
    Upload upload = begin();
    uploads.append(upload.id(), 0, bytes(0, 6000));
    die();

    assertThat(uploads.find(upload.id()))
        .contains(new Upload(upload.video(), film.length, 6000, upload.startedAt()));
    uploads.append(upload.id(), 6000, bytes(6000, 9000));
    die();
    uploads.append(upload.id(), 9000, bytes(9000, film.length));

    is_received_whole(upload.id());
  }

  @Test
  void an_upload_that_was_complete_when_a_process_ended_is_queued_by_the_next() throws Exception {
    Upload upload = begin();
    uploads.append(upload.id(), 0, bytes(0, 6000));
    Path received = received(upload);
    Files.write(received.resolve("bytes"), film);
    die();

    platform.start();

    assertThat(platform.get(upload.id()).status())
        .isIn(VideoStatus.QUEUED, VideoStatus.PROCESSING, VideoStatus.COMPLETED);
    nothing_is_left();
  }

  @Test
  void an_upload_that_was_stored_when_a_process_ended_is_queued_by_the_next() throws Exception {
    Upload upload = begin();
    uploads.append(upload.id(), 0, bytes(0, 6000));
    Path received = received(upload);
    UploadFolder left = UploadFolder.of(platform.storage().uploadFolder(), upload.id());
    String key = ResumableUploads.place(upload.id());
    left.write(left.read()
        .orElseThrow()
        .whole(
            key, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(film))));
    Files.delete(received.resolve("bytes"));
    Path stored = folder.resolve("media").resolve(key);
    Files.createDirectories(stored.getParent());
    Files.write(stored, film);
    die();

    assertThat(uploads.find(upload.id()).orElseThrow().isComplete()).isTrue();

    is_received_whole(upload.id());
  }

  @Test
  void bytes_at_the_wrong_offset_are_refused() {
    Upload upload = begin();
    uploads.append(upload.id(), 0, bytes(0, 5000));

    assertThatThrownBy(() -> uploads.append(upload.id(), 4000, bytes(4000, 6000)))
        .hasMessageContaining("received 5000 bytes, not 4000");
    assertThat(uploads.find(upload.id()).orElseThrow().offset()).isEqualTo(5000);
  }

  @Test
  void bytes_beyond_the_announced_length_are_ignored() throws Exception {
    Upload upload = begin();
    byte[] more = Arrays.copyOf(film, film.length + 100);

    uploads.append(upload.id(), 0, new ByteArrayInputStream(more));

    is_received_whole(upload.id());
  }

  @Test
  void the_later_of_two_concurrent_appends_wins() throws Exception {
    Upload upload = begin();
    PipedOutputStream slow = new PipedOutputStream();
    PipedInputStream slowBytes = new PipedInputStream(slow, 1 << 20);
    CompletableFuture<Upload> first =
        CompletableFuture.supplyAsync(() -> uploads.append(upload.id(), 0, slowBytes));
    slow.write(film, 0, 6000);
    slow.flush();
    while (uploads.find(upload.id()).orElseThrow().offset() < 6000) {
      Thread.onSpinWait();
    }

    uploads.append(upload.id(), 6000, bytes(6000, film.length));
    slow.write(film, 6000, 10);
    slow.flush();

    assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            ReelstateException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.UPLOAD_INTERRUPTED));
    is_received_whole(upload.id());
  }

  @Test
  void a_file_that_is_not_a_film_is_refused_after_its_first_bytes() throws Exception {
    Upload upload = uploads.begin(NewVideo.named("film.mp4"), 9_000_000);
    byte[] text =
        "This is a letter. ".repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8);

    assertThatThrownBy(() -> uploads.append(upload.id(), 0, new ByteArrayInputStream(text)))
        .isInstanceOfSatisfying(
            ReelstateException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_MEDIA));

    assertThat(platform.get(upload.id()).status()).isEqualTo(VideoStatus.REJECTED);
    nothing_is_left();
    assertThatThrownBy(() -> uploads.append(upload.id(), 0, new ByteArrayInputStream(text)))
        .hasMessageContaining("no unfinished upload");
  }

  @Test
  void invalid_sizes_are_refused_before_anything_is_created() {
    assertThatThrownBy(() -> uploads.begin(NewVideo.named("a.mp4"), 0))
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> uploads.begin(NewVideo.named("a.mp4"), 10_000_001))
        .hasMessageContaining("larger than");
    assertThat(platform.list(dev.reelstate.video.VideoQuery.all()).items()).isEmpty();
  }

  @Test
  void a_cancelled_upload_leaves_nothing_behind() throws Exception {
    Upload upload = begin();
    uploads.append(upload.id(), 0, bytes(0, 5000));

    uploads.cancel(upload.id());

    assertThat(platform.get(upload.id()).status()).isEqualTo(VideoStatus.CANCELLED);
    nothing_is_left();
    Upload other = begin();
    uploads.append(other.id(), 0, bytes(0, 5000));
    platform.delete(other.id());
    nothing_is_left();
  }

  @Test
  void a_process_that_ends_while_it_removes_an_upload_leaves_nothing_of_it() throws Exception {
    Path received = platform.storage().uploadFolder().resolve(begin().id().toString());
    for (int i = 0; i < 5000; i++) {
      Files.createFile(received.resolve("more-" + i)); // so that removing takes a while
    }
    UploadFolder upload = UploadFolder.of(
        platform.storage().uploadFolder(), VideoId.of(received.getFileName().toString()));
    CompletableFuture<Void> removing = CompletableFuture.runAsync(() -> {
      try {
        upload.delete();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    List<Path> files = Stream.of("upload.json", "bytes", "more-0", "more-2500")
        .map(received::resolve)
        .toList();
    while (!removing.isDone()) {
      assertThat(files.stream().anyMatch(Files::notExists) && Files.exists(received))
          .describedAs("an upload without some of its files")
          .isFalse();
    }
    removing.get();
    for (String name :
        List.of(".removed-by-an-earlier-process", VideoId.create().toString())) {
      Path halfRemoved = platform.storage().uploadFolder().resolve(name);
      Files.write(Files.createDirectory(halfRemoved).resolve("bytes"), film);
    }
    die();

    platform.start();

    nothing_is_left();
  }

  @Test
  void the_same_upload_key_resumes_the_same_upload() throws Exception {
    Upload first = begin("key");
    uploads.append(first.id(), 0, bytes(0, 5000));

    Upload again = begin("key");
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.offset()).isEqualTo(5000);
    uploads.append(again.id(), 5000, bytes(5000, film.length));

    Upload done = begin("key");
    assertThat(done.id()).isEqualTo(first.id());
    assertThat(done.isComplete()).isTrue();
    is_received_whole(first.id());
  }

  @Test
  void an_upload_whose_bytes_somebody_removed_begins_anew() throws Exception {
    Upload upload = begin("key");
    uploads.append(upload.id(), 0, bytes(0, 6000));
    FileTree.delete(received(upload));

    assertThatThrownBy(() -> uploads.append(upload.id(), 6000, bytes(6000, film.length)))
        .isInstanceOfSatisfying(
            ReelstateException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.INVALID_REQUEST));
    begins_anew(upload);
  }

  @Test
  void an_upload_whose_bytes_are_neither_here_nor_in_the_storage_begins_anew() throws Exception {
    Upload upload = begin("key");
    UploadFolder left = UploadFolder.of(platform.storage().uploadFolder(), upload.id());
    left.write(
        left.read().orElseThrow().whole(ResumableUploads.place(upload.id()), "0".repeat(64)));
    Files.delete(left.bytes());
    die();

    assertThat(uploads.list()).isEmpty();
    begins_anew(upload);
  }

  @Test
  void a_file_that_was_refused_is_not_sent_again() throws Exception {
    byte[] text = "no film ".repeat(1000).getBytes(StandardCharsets.UTF_8);
    Upload upload = uploads.begin(film("key"), text.length);
    assertThatThrownBy(() -> uploads.append(upload.id(), 0, new ByteArrayInputStream(text)))
        .isInstanceOf(ReelstateException.class);

    assertThat(uploads.begin(film("key"), text.length).isComplete()).isTrue();

    assertThat(platform.get(upload.id()).status()).isEqualTo(VideoStatus.REJECTED);
  }

  @Test
  void an_upload_whose_original_was_no_longer_wanted_begins_anew() throws Exception {
    Upload upload = begin("key");
    Files.write(received(upload).resolve("bytes"), film);
    assertThat(store
            .videos()
            .change(
                platform.get(upload.id()), new VideoChange.Stopped(VideoStatus.CANCELLED, null)))
        .isPresent();

    begins_anew(upload);
  }

  @Test
  void an_upload_that_another_process_has_stored_is_queued() throws Exception {
    Upload upload = begin("key");
    assertThat(uploads.list()).hasSize(1);
    UploadFolder theirs = UploadFolder.of(platform.storage().uploadFolder(), upload.id());
    String key = ResumableUploads.place(upload.id());
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(film));
    theirs.write(theirs.read().orElseThrow().whole(key, hash));
    Files.write(theirs.bytes(), film);
    platform.storage().adopt(theirs.bytes(), key);

    assertThat(begin("key").isComplete()).isTrue();

    is_received_whole(upload.id());
  }

  @Test
  void an_upload_that_did_not_finish_in_time_leaves_nothing_behind() throws Exception {
    Upload upload = begin("key");
    uploads.append(upload.id(), 0, bytes(0, 6000));
    uploadTimeout = Duration.ofMillis(1);
    die();

    TimeUnit.MILLISECONDS.sleep(10);
    platform.housekeeping();

    assertThat(platform.get(upload.id()).status()).isEqualTo(VideoStatus.FAILED);
    nothing_is_left();
  }

  @Test
  void an_append_whose_folder_somebody_removed_says_so() {
    Upload upload = begin("key");
    InputStream removing = new InputStream() {
      @Override
      public int read() throws IOException {
        FileTree.delete(received(upload));
        return -1;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return read();
      }
    };

    assertThatThrownBy(
            () -> uploads.append(upload.id(), 0, new SequenceInputStream(bytes(0, 6000), removing)))
        .isInstanceOfSatisfying(
            ReelstateException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.UPLOAD_INTERRUPTED));
    assertThat(begin("key").offset()).isZero();
  }

  @Test
  void an_upload_that_another_process_began_anew_is_continued_as_that_one() throws Exception {
    Upload upload = begin("key");
    byte[] other = Arrays.copyOf(film, film.length);
    other[5000]++;
    uploads.append(upload.id(), 0, new ByteArrayInputStream(other, 0, 6000));
    ResumableUploads ours = uploads;
    try (VideoPlatform mine = platform) {
      die();
      uploads.begin(film("key"), 5000);
      begin("key");
      assertThat(mine.get(upload.id()).status()).isEqualTo(VideoStatus.UPLOADING);

      ours.append(upload.id(), 0, bytes(0, film.length));
    }

    is_received_whole(upload.id());
  }

  /** Like a client that sends its request again because no answer came. */
  private VideoId send(String key) {
    while (true) {
      try {
        Upload upload = begin(key);
        while (!upload.isComplete()) {
          int from = (int) upload.offset();
          upload =
              uploads.append(upload.id(), from, bytes(from, Math.min(from + 9000, film.length)));
        }
        return upload.id();
      } catch (ReelstateException e) {
        assertThat(e.failure().code())
            .isIn(FailureCode.INVALID_REQUEST, FailureCode.UPLOAD_INTERRUPTED);
      }
    }
  }

  @Test
  void clients_that_send_one_file_at_once_lose_nothing_of_it() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 20; round++) {
        String key = "key " + round;
        if (round % 2 == 1) {
          platform.cancel(begin(key).id());
        }
        List<Future<VideoId>> sent = clients.invokeAll(Collections.nCopies(4, () -> send(key)));
        VideoId id = sent.get(0).get();
        for (Future<VideoId> one : sent) {
          assertThat(one.get()).isEqualTo(id);
        }
        is_received_whole(id);
      }
    } finally {
      clients.shutdownNow();
    }
  }
}
