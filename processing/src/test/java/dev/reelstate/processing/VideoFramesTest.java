package dev.reelstate.processing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.ReelstateException;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Picture;
import dev.reelstate.processing.frames.FrameForm;
import dev.reelstate.processing.frames.VideoFrames;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.MediaStorage.LocalFile;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.FailureCode;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Frames of a video on demand, decoded in workers. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VideoFramesTest {

  private static final Duration LONG = Duration.ofSeconds(200);

  @TempDir
  private static Path folder;

  private final VideoStore store = InMemoryVideoStore.create();
  private VideoPlatform platform;
  private Path clip;
  private Video video;
  private VideoFrames frames;

  @BeforeAll
  void process_a_video() throws Exception {
    clip = folder.resolve("clip.mkv");
    SampleClip.of(160, 120, 25, Duration.ofSeconds(4)).withContainer("matroska").write(clip);
    platform = VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(folder.resolve("media"), 0))
        .recipe(Recipe.builder().output(Recipe.Output.FRAME_MAP).build())
        .recipe("poster", Recipe.builder().output(Recipe.Output.POSTER).build())
        .build();
    platform.start();
    video = platform.await(platform.ingest(clip).id(), LONG);
    frames = platform.frames(video.id());
  }

  @AfterAll
  void close() {
    platform.close();
    store.close();
  }

  private static void failsWith(FailureCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ReelstateException.class, e -> assertThat(e.failure().code()).isEqualTo(code));
  }

  @Test
  void a_frame_has_its_number_its_exact_time_and_its_own_memory() throws Exception {
    Picture tenth = frames.number(10);
    Picture at = frames.at(Duration.ofMillis(2010));

    assertThat(tenth.frame()).isEqualTo(FrameRef.of(10, Duration.ofMillis(400)));
    assertThat(at.frame()).isEqualTo(FrameRef.of(50, Duration.ofSeconds(2)));
    assertThat(tenth.width()).isEqualTo(160);
    assertThat(tenth.height()).isEqualTo(120);
    assertThat(tenth.pixels())
        .isNotEqualTo(at.pixels())
        .isEqualTo(frames.number(10).pixels());
    assertThat(frames.at(Duration.ofHours(1)).frame().index()).isEqualTo(99);
    assertThat(frames.at(Duration.ofSeconds(-1)).frame().index()).isZero();
  }

  @Test
  void many_frames_come_in_order_and_each_once() throws Exception {
    List<Long> seen = new ArrayList<>();

    frames.in(FrameForm.SHOWN).each(List.of(70L, 3L, 4L, 70L), picture -> {
      seen.add(requireNonNull(picture.frame().index()));
      assertThat(picture.frame())
          .isEqualTo(frames.map().frame(seen.get(seen.size() - 1)).ref());
    });

    assertThat(seen).containsExactly(3L, 4L, 70L);
  }

  @Test
  void a_number_that_the_film_does_not_have_is_refused() {
    failsWith(FailureCode.INVALID_REQUEST, () -> frames.number(100));
    failsWith(FailureCode.INVALID_REQUEST, () -> frames.number(-1));
  }

  @Test
  void a_video_without_a_map_is_refused() throws Exception {
    NewVideo request = NewVideo.named("clip.mkv").withRecipe("poster");
    Video unmapped = platform.await(platform.ingest(request, clip).id(), LONG);

    failsWith(FailureCode.INVALID_REQUEST, () -> platform.frames(unmapped.id()));
  }

  @Test
  void what_takes_too_long_ends_and_leaves_no_files() throws IOException {
    failsWith(FailureCode.TIME_LIMIT, () -> frames.within(Duration.ofMillis(1)).number(20));

    try (Stream<Path> left = Files.list(platform.storage().workFolder())) {
      assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("fetch"));
    }
  }

  @Test
  void a_caller_that_is_interrupted_gets_no_frame() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> frames.number(20)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void a_film_that_was_cut_off_since_is_damaged() throws Exception {
    Video other = platform.await(platform.ingest(clip).id(), LONG);
    try (LocalFile file = original(other);
        FileChannel bytes = writable(file.path())) {
      bytes.truncate(bytes.size() / 2);
    }

    failsWith(FailureCode.DAMAGED, () -> platform.frames(other.id()).number(95));
  }

  private static FileChannel writable(Path file) throws IOException {
    assertThat(file.toFile().setWritable(true)).isTrue();
    return FileChannel.open(file, StandardOpenOption.WRITE);
  }

  private LocalFile original(Video of) throws IOException {
    return platform.storage().local(requireNonNull(of.original()).key());
  }

  @Test
  void a_film_that_is_gone_is_missing() throws Exception {
    Video other = platform.await(platform.ingest(clip).id(), LONG);
    VideoFrames itsFrames = platform.frames(other.id());
    platform.storage().delete(requireNonNull(other.original()).key());

    failsWith(FailureCode.OBJECT_MISSING, () -> itsFrames.number(5));
  }
}
