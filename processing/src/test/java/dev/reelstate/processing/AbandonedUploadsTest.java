package dev.reelstate.processing;

import static dev.reelstate.testkit.ReelstateAssertions.assertThat;

import dev.reelstate.processing.housekeeping.AbandonedUploads;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.FailureCode;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.testkit.SettableClock;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbandonedUploadsTest {

  private static final Duration DAY = Duration.ofDays(1);

  private final SettableClock clock = SettableClock.create();
  private final InMemoryVideoStore store = InMemoryVideoStore.create(clock);
  private final List<VideoId> ended = new ArrayList<>();
  private final AbandonedUploads uploads =
      new AbandonedUploads(store.videos(), DAY, clock, ended::add);

  @Test
  void an_upload_that_never_finished_fails_and_may_be_restarted() {
    Video video = create();
    clock.advance(DAY.plusSeconds(1));

    uploads.fail();

    assertThat(latest(video))
        .hasStatus(VideoStatus.FAILED)
        .hasFailureCode(FailureCode.UPLOAD_INTERRUPTED);
    org.assertj.core.api.Assertions.assertThat(ended).containsExactly(video.id());
    assertThat(store.videos().change(latest(video), new VideoChange.Restarted()).orElseThrow())
        .hasStatus(VideoStatus.UPLOADING);
  }

  @Test
  void an_upload_under_way_is_left_alone() {
    Video video = create();
    clock.advance(DAY.minusSeconds(1));

    uploads.fail();

    assertThat(latest(video)).hasStatus(VideoStatus.UPLOADING);
  }

  @Test
  void a_restarted_upload_counts_from_its_restart() {
    Video video = create();
    clock.advance(DAY.plusSeconds(1));
    uploads.fail();
    store.videos().change(latest(video), new VideoChange.Restarted());

    uploads.fail();

    assertThat(latest(video)).hasStatus(VideoStatus.UPLOADING);
  }

  private Video create() {
    return store.videos().create(NewVideo.named("a.mp4"));
  }

  private Video latest(Video video) {
    return store.videos().find(video.id()).orElseThrow();
  }
}
