package dev.reelstate.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.engine.OriginalSweep;
import dev.reelstate.processing.housekeeping.OldGenerations;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.MediaStorage.Receiver;
import dev.reelstate.spi.StepResult;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.testkit.SettableClock;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What dead processes and replaced generations leave in the storage goes, and nothing else does.
 */
class LeftoversTest {

  private static final Duration GRACE = Duration.ofHours(1);
  private static final List<TaskSpec> PLAN = List.of(new TaskSpec("publish", 0, Set.of(), 1, ""));

  @TempDir
  Path folder;

  private final SettableClock clock = SettableClock.create();
  private final InMemoryVideoStore store = InMemoryVideoStore.create(clock);
  private FileStorage storage;
  private OldGenerations generations;

  @BeforeEach
  void open() {
    storage = FileStorage.at(folder, 0);
    generations = new OldGenerations(store, storage, GRACE, clock);
  }

  @AfterEach
  void close() throws IOException {
    storage.close();
  }

  private void put(String key) throws IOException {
    try (Receiver receiver = storage.receive(key)) {
      receiver.write(1);
      receiver.commit();
    }
  }

  private Video uploading() {
    return store.videos().create(NewVideo.named("a.mp4"));
  }

  private static String original(Video video, String name) {
    return "videos/" + video.id() + "/original-" + name;
  }

  private Video queued(Video video) throws IOException {
    Original original = new Original(original(video, "named"), 1, "0".repeat(64));
    put(original.key());
    return store
        .videos()
        .change(video, new VideoChange.Received(original), new VideoChange.Queued(PLAN))
        .orElseThrow();
  }

  /** Publishes the current generation, with one file in it. */
  private Video published(Video video) throws IOException {
    Lease lease = store.nodes().join("node", Duration.ofMinutes(1));
    Claim claim = store.tasks().claim(lease, 1, Set.of("publish")).get(0);
    put("videos/" + video.id() + "/g" + claim.task().generation() + "/render-0-t1/video.mp4");
    store
        .tasks()
        .report(List.of(new TaskReport.Succeeded(
            claim, List.of(), null, List.of(), StepResult.published().publishes(), Duration.ZERO)));
    return store.videos().find(video.id()).orElseThrow();
  }

  private Video reprocessed(Video video) {
    return store.videos().change(video, new VideoChange.Queued(PLAN)).orElseThrow();
  }

  private List<String> files(VideoId id) throws IOException {
    String prefix = "videos/" + id + "/";
    return storage.list("videos/" + id).stream()
        .map(key -> key.substring(prefix.length()))
        .toList();
  }

  @Test
  void a_replaced_generation_goes_after_its_grace() throws IOException {
    Video video = published(reprocessed(published(queued(uploading()))));
    assertThat(video.publishedGeneration()).isEqualTo(2);

    generations.remove();
    assertThat(files(video.id())).contains("g1/render-0-t1/video.mp4");

    clock.advance(GRACE.plusSeconds(1));
    generations.remove();
    assertThat(files(video.id())).containsExactly("g2/render-0-t1/video.mp4", "original-named");
  }

  @Test
  void a_generation_stays_while_its_successor_is_made() throws IOException {
    Video video = reprocessed(published(queued(uploading())));
    clock.advance(GRACE.plusSeconds(1));

    generations.remove();

    assertThat(files(video.id())).contains("g1/render-0-t1/video.mp4");
  }

  @Test
  void a_process_that_starts_later_removes_what_an_earlier_one_left() throws IOException {
    Video video = published(reprocessed(published(queued(uploading()))));
    generations.remove();
    clock.advance(GRACE.plusSeconds(1));

    new OldGenerations(store, storage, GRACE, clock).remove();

    assertThat(files(video.id())).noneMatch(file -> file.startsWith("g1/"));
  }

  @Test
  void an_original_that_no_record_names_is_swept() throws IOException {
    Video video = uploading();
    put(original(video, "left-by-a-dead-process"));
    Video received = queued(video);

    assertThat(OriginalSweep.sweep(received.id(), storage, store.videos())).isEqualTo(1);
    assertThat(files(received.id())).containsExactly("original-named");
  }

  @Test
  void an_original_on_its_way_to_the_record_is_left_alone() throws IOException {
    Video video = uploading();
    put(original(video, "on-its-way"));

    assertThat(OriginalSweep.sweep(video.id(), storage, store.videos())).isZero();
    assertThat(files(video.id())).containsExactly("original-on-its-way");
  }

  @Test
  void the_originals_of_an_upload_that_failed_are_swept() throws IOException {
    Video video = uploading();
    put(original(video, "one"));
    put(original(video, "two"));
    Failure failure = Failure.retryable(FailureCode.UPLOAD_INTERRUPTED, "The upload broke off.");
    store.videos().change(video, new VideoChange.Stopped(VideoStatus.FAILED, failure));

    assertThat(OriginalSweep.sweep(video.id(), storage, store.videos())).isEqualTo(2);
    assertThat(files(video.id())).isEmpty();
  }
}
