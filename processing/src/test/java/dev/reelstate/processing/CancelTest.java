package dev.reelstate.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cancelled video is left alone at once, whatever is being done to it. */
@Timeout(300)
class CancelTest {

  /** It takes some hundred milliseconds; a busy machine is given more. */
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir
  static Path clips;

  private static Path film;

  @TempDir
  Path folder;

  private VideoPlatform platform;

  @BeforeAll
  static void make_a_film() throws Exception {
    film = clips.resolve("film.mp4");
    SampleClip.of(320, 180, 25, Duration.ofMinutes(2)).write(film);
  }

  @BeforeEach
  void open() {
    Recipe inParts = Recipe.builder()
        .output(Recipe.Output.HLS, Recipe.Output.MP4)
        .ladder(Ladder.of(180, 120))
        .partLength(Duration.ofSeconds(40))
        .build();
    platform = VideoPlatform.builder()
        .store(InMemoryVideoStore.create())
        .storage(FileStorage.at(folder, 0))
        .recipe(inParts)
        .drain(Duration.ofMillis(1))
        .build();
    platform.start();
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect", "render", "join-parts"})
  void the_work_of_a_step_ends(String step) throws Exception {
    Video video = platform.ingest(film);
    waitFor(video.id(), step);

    platform.cancel(video.id());

    assertThatSoon(() -> platform.health().busy() == 0 && !hasUnfinishedWork());
    assertThat(platform.get(video.id()).status()).isEqualTo(VideoStatus.CANCELLED);
  }

  @Test
  void an_upload_that_is_still_arriving_ends() throws Exception {
    NewVideo request = NewVideo.named("endless.mp4");
    Endless bytes = new Endless(Files.readAllBytes(film));
    CompletableFuture<Video> ingest =
        CompletableFuture.supplyAsync(() -> platform.ingest(request, bytes));
    assertThat(bytes.flowing.await(30, TimeUnit.SECONDS)).isTrue();

    platform.cancel(request.id());

    assertThat(ingest.get(SOON.toSeconds(), TimeUnit.SECONDS).status())
        .isEqualTo(VideoStatus.CANCELLED);
    assertThat(platform.storage().list("videos")).isEmpty();
  }

  private void waitFor(VideoId id, String step) throws InterruptedException {
    while (platform.tasks(id).stream()
        .noneMatch(task -> task.id().step().equals(step) && task.status() == TaskStatus.RUNNING)) {
      assertThat(platform.get(id).status().isSettled())
          .as("settled before " + step)
          .isFalse();
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void assertThatSoon(Condition condition) throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private boolean hasUnfinishedWork() throws IOException {
    try (Stream<Path> files = Files.list(platform.storage().workFolder())) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("task"));
    }
  }

  /** Sends a film and then, slowly, more and more. */
  private static final class Endless extends InputStream {

    final CountDownLatch flowing = new CountDownLatch(10);
    private final byte[] film;
    private int position;

    Endless(byte[] film) {
      this.film = film;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      read(one, 0, 1);
      return one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      flowing.countDown();
      int count = Math.min(length, 1024);
      for (int i = 0; i < count; i++) {
        target[offset + i] = film[position++ % film.length];
      }
      return count;
    }
  }
}
