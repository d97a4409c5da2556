package dev.reelstate.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.Operations.Retired;
import dev.reelstate.processing.recipe.Retention;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.testkit.SettableClock;
import dev.reelstate.testkit.fault.Fault;
import dev.reelstate.testkit.fault.FaultyVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionSweepTest {

  private static final Retention MONTH = Retention.forever()
      .withOriginals(Duration.ofDays(30))
      .withDeletedRecords(Duration.ofDays(90));

  @TempDir
  Path folder;

  private final SettableClock clock = SettableClock.at(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryVideoStore store = InMemoryVideoStore.create(clock);
  private FileStorage storage;

  @BeforeEach
  void open() {
    storage = FileStorage.at(folder, 0);
  }

  @AfterEach
  void close() throws IOException {
    storage.close();
  }

  @Test
  void originals_go_when_their_time_is_over_and_the_videos_stay() throws Exception {
    Video old = completed();
    clock.advance(Duration.ofDays(20));
    Video young = completed();
    clock.advance(Duration.ofDays(11));
    RetentionSweep sweep = sweep();

    assertThat(sweep.run(true)).isEqualTo(new Retired(1, 5, 0));
    assertThat(storage.size(key(old))).isPresent();
    assertThat(sweep.run(false)).isEqualTo(new Retired(1, 5, 0));

    assertThat(storage.size(key(old))).isEmpty();
    assertThat(find(old).original()).isNull();
    assertThat(find(old).status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(storage.size(key(young))).isPresent();
    clock.advance(Duration.ofDays(20));
    assertThat(sweep.run(false)).isEqualTo(new Retired(1, 5, 0));
    assertThat(sweep.run(false)).isEqualTo(Retired.NOTHING);
    assertThat(storage.size(key(young))).isEmpty();
  }

  @Test
  void records_of_deleted_videos_go_with_what_is_left_of_their_bytes() throws Exception {
    Video video = completed();
    assertThat(store.videos().change(video, new VideoChange.Stopped(VideoStatus.DELETED, null)))
        .isPresent();
    clock.advance(Duration.ofDays(89));
    assertThat(sweep().run(false)).isEqualTo(Retired.NOTHING);
    clock.advance(Duration.ofDays(2));

    assertThat(sweep().run(false)).isEqualTo(new Retired(0, 0, 1));

    assertThat(store.videos().find(video.id())).isEmpty();
    assertThat(storage.list("videos/" + video.id())).isEmpty();
  }

  @Test
  void an_original_stays_while_it_is_not_certain_that_the_record_was_changed() throws Exception {
    Video video = completed();
    clock.advance(Duration.ofDays(31));
    FaultyVideoStore faulty = FaultyVideoStore.around(store);
    faulty.faults().plan("forgetOriginal", Fault.FAILS, Fault.LOSES_ANSWER);
    RetentionSweep sweep = new RetentionSweep(faulty.videos(), storage, MONTH, clock);

    assertThatExceptionOfType(ReelstateException.class).isThrownBy(() -> sweep.run(false));
    assertThat(storage.size(key(video))).isPresent();
    assertThat(find(video).original()).isNotNull();
    assertThatExceptionOfType(ReelstateException.class).isThrownBy(() -> sweep.run(false));
    assertThat(storage.size(key(video))).isPresent();
    assertThat(find(video).original()).isNull();

    assertThat(sweep.run(false)).isEqualTo(Retired.NOTHING);

    assertThat(storage.size(key(video))).isEmpty();
  }

  @Test
  void nothing_goes_by_default_and_no_time_is_zero() throws Exception {
    completed();
    clock.advance(Duration.ofDays(10_000));

    assertThat(new RetentionSweep(store.videos(), storage, Retention.forever(), clock).run(false))
        .isEqualTo(Retired.NOTHING);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retention.forever().withOriginals(Duration.ZERO));
  }

  private RetentionSweep sweep() {
    return new RetentionSweep(store.videos(), storage, MONTH, clock);
  }

  private static String key(Video video) {
    return "videos/" + video.id() + "/original-1";
  }

  private Video find(Video video) {
    return store.videos().find(video.id()).orElseThrow();
  }

  private Video completed() throws IOException {
    Video video = store.videos().create(NewVideo.named("a.mp4"));
    try (MediaStorage.Receiver receiver = storage.receive(key(video))) {
      receiver.write(new byte[5]);
      receiver.commit();
    }
    assertThat(store
            .videos()
            .change(
                video,
                new VideoChange.Received(new Original(key(video), 5, "0".repeat(64))),
                new VideoChange.Queued(List.of(new TaskSpec("publish", 0, Set.of(), 1, "")))))
        .isPresent();
    Claim claim = store
        .tasks()
        .claim(store.nodes().join("node", Duration.ofHours(1)), 1, Set.of("publish"))
        .get(0);
    store
        .tasks()
        .report(List.of(new TaskReport.Succeeded(claim, List.of(), null, List.of(), true, null)));
    return find(video);
  }
}
