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
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

  private static final List<TaskSpec> PLAN = List.of(new TaskSpec("publish", 0, Set.of(), 1, ""));

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

    assertThat(sweep.run(true)).isEqualTo(new Retired(1, 0, 5, 0, 0));
    assertThat(storage.size(key(old))).isPresent();
    assertThat(sweep.run(false)).isEqualTo(new Retired(1, 0, 5, 0, 0));

    assertThat(storage.size(key(old))).isEmpty();
    assertThat(find(old).original()).isNull();
    assertThat(find(old).status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(storage.size(key(young))).isPresent();
    clock.advance(Duration.ofDays(20));
    assertThat(sweep.run(false)).isEqualTo(new Retired(1, 0, 5, 0, 0));
    assertThat(sweep.run(false)).isEqualTo(Retired.NOTHING);
    assertThat(storage.size(key(young))).isEmpty();
  }

  @Test
  void what_can_be_played_goes_and_the_rest_stays() throws Exception {
    Video video = completed(
        artifact(Artifact.MP4, "video.mp4", 7),
        artifact(Artifact.HLS, "hls/master.m3u8", 20),
        artifact(Artifact.HLS_RENDITION, "hls/480p/index.m3u8", 12),
        artifact(Artifact.SUBTITLES, "hls/subtitles-0/cues.vtt", 3),
        artifact(Artifact.POSTER, "poster.jpg", 2));
    RetentionSweep sweep = new RetentionSweep(
        store, storage, Retention.forever().withRenditions(Duration.ofDays(30)), clock);
    assertThat(sweep.run(false)).isEqualTo(Retired.NOTHING);
    clock.advance(Duration.ofDays(31));

    assertThat(sweep.run(true)).isEqualTo(new Retired(0, 3, 27, 0, 0));
    assertThat(sweep.run(false)).isEqualTo(new Retired(0, 3, 27, 0, 0));

    assertThat(store.videos().artifacts(video.id()))
        .extracting(Artifact::kind)
        .containsExactlyInAnyOrder(Artifact.SUBTITLES, Artifact.POSTER);
    assertThat(storage.list("videos/" + video.id()))
        .containsExactlyInAnyOrder(
            key(video), prefix(video) + "hls/subtitles-0/cues.vtt", prefix(video) + "poster.jpg");
    assertThat(find(video).status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(sweep.run(false)).isEqualTo(Retired.NOTHING);
  }

  @Test
  void events_of_completed_videos_go_but_the_last() throws Exception {
    Video video = completed();
    RetentionSweep sweep = new RetentionSweep(
        store, storage, Retention.forever().withEvents(Duration.ofDays(30)), clock);
    int all = store.events().replay(video.id(), 0, 99).size();
    clock.advance(Duration.ofDays(31));

    assertThat(sweep.run(false).events()).isEqualTo(all - 1);

    assertThat(store.events().replay(video.id(), 0, 99))
        .singleElement()
        .satisfies(event -> assertThat(event.number()).isEqualTo(all));
    assertThat(sweep.run(false)).isEqualTo(Retired.NOTHING);
  }

  @Test
  void a_video_that_was_processed_again_is_found_again() throws Exception {
    Video video = completed(artifact(Artifact.MP4, "video.mp4", 7));
    RetentionSweep sweep = new RetentionSweep(
        store, storage, Retention.forever().withRenditions(Duration.ofDays(30)), clock);
    clock.advance(Duration.ofDays(100));
    assertThat(sweep.run(false).renditions()).isEqualTo(1);
    clock.advance(Duration.ofDays(1));
    process(find(video), new VideoChange.Queued(PLAN), artifact(Artifact.MP4, "again.mp4", 8));
    clock.advance(Duration.ofDays(31));

    assertThat(sweep.run(false)).isEqualTo(new Retired(0, 1, 8, 0, 0));
  }

  @Test
  void records_of_deleted_videos_go_with_what_is_left_of_their_bytes() throws Exception {
    Video video = completed();
    assertThat(store.videos().change(video, new VideoChange.Stopped(VideoStatus.DELETED, null)))
        .isPresent();
    clock.advance(Duration.ofDays(89));
    assertThat(sweep().run(false)).isEqualTo(Retired.NOTHING);
    clock.advance(Duration.ofDays(2));

    assertThat(sweep().run(false)).isEqualTo(new Retired(0, 0, 0, 0, 1));

    assertThat(store.videos().find(video.id())).isEmpty();
    assertThat(storage.list("videos/" + video.id())).isEmpty();
  }

  @Test
  void an_original_stays_while_it_is_not_certain_that_the_record_was_changed() throws Exception {
    Video video = completed();
    clock.advance(Duration.ofDays(31));
    FaultyVideoStore faulty = FaultyVideoStore.around(store);
    faulty.faults().plan("forgetOriginal", Fault.FAILS, Fault.LOSES_ANSWER);
    RetentionSweep sweep = new RetentionSweep(faulty, storage, MONTH, clock);

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

    assertThat(new RetentionSweep(store, storage, Retention.forever(), clock).run(false))
        .isEqualTo(Retired.NOTHING);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retention.forever().withOriginals(Duration.ZERO));
  }

  private RetentionSweep sweep() {
    return new RetentionSweep(store, storage, MONTH, clock);
  }

  private static String key(Video video) {
    return "videos/" + video.id() + "/original-1";
  }

  private Video find(Video video) {
    return store.videos().find(video.id()).orElseThrow();
  }

  private static String prefix(Video video) {
    return "videos/" + video.id() + "/g1/render-0-t1/";
  }

  /** An artifact without a place, which it gets when it is made. */
  private static Artifact artifact(String kind, String path, long bytes) {
    return new Artifact(kind, kind, 1, "publish", path, "a/b", null, null, null, bytes, false);
  }

  private Video completed(Artifact... artifacts) throws IOException {
    Video video = store.videos().create(NewVideo.named("a.mp4"));
    put(key(video), 5);
    return process(
        store
            .videos()
            .change(video, new VideoChange.Received(new Original(key(video), 5, "0".repeat(64))))
            .orElseThrow(),
        new VideoChange.Queued(PLAN),
        artifacts);
  }

  private Video process(Video video, VideoChange queued, Artifact... artifacts) throws IOException {
    Video begun = store.videos().change(video, queued).orElseThrow();
    List<Artifact> made = new ArrayList<>();
    for (Artifact one : artifacts) {
      String key = prefix(video) + one.key();
      put(key, (int) one.bytes());
      made.add(new Artifact(
          one.kind(),
          one.name(),
          begun.generation(),
          one.step(),
          key,
          one.contentType(),
          null,
          null,
          null,
          one.bytes(),
          false));
    }
    Claim claim = store
        .tasks()
        .claim(store.nodes().join("node", Duration.ofHours(1)), 1, Set.of("publish"))
        .get(0);
    store
        .tasks()
        .report(List.of(new TaskReport.Succeeded(claim, made, null, List.of(), true, null)));
    return find(video);
  }

  private void put(String key, int bytes) throws IOException {
    try (MediaStorage.Receiver receiver = storage.receive(key)) {
      receiver.write(new byte[bytes]);
      receiver.commit();
    }
  }
}
