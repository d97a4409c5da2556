package dev.reelstate.examples.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.event.VideoEvent.TaskStarted;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusesTest {

  private static final VideoId ONE = VideoId.create();
  private static final VideoId TWO = VideoId.create();

  private static VideoEvent change(VideoId id, @Nullable VideoStatus from, VideoStatus to) {
    return new StatusChanged(id, 1, Instant.EPOCH, from, to, null);
  }

  private static VideoEvent other(VideoId id) {
    return new TaskStarted(id, 1, Instant.EPOCH, 1, "render", 0, 1, "node");
  }

  @Test
  void events_have_the_status_at_their_time_and_not_the_current_one() {
    List<VideoEvent> events = List.of(
        other(ONE),
        change(ONE, VideoStatus.PROCESSING, VideoStatus.FAILED),
        other(TWO),
        other(ONE),
        change(ONE, VideoStatus.FAILED, VideoStatus.QUEUED),
        other(ONE));

    assertThat(Statuses.after(
            events, id -> id.equals(ONE) ? VideoStatus.PROCESSING : VideoStatus.COMPLETED))
        .containsExactly(
            VideoStatus.PROCESSING,
            VideoStatus.FAILED,
            VideoStatus.COMPLETED,
            VideoStatus.FAILED,
            VideoStatus.QUEUED,
            VideoStatus.PROCESSING);
  }

  @Test
  void the_first_change_has_no_earlier_status() {
    assertThat(Statuses.after(
            List.of(change(ONE, null, VideoStatus.UPLOADING)), id -> VideoStatus.DELETED))
        .containsExactly(VideoStatus.UPLOADING);
  }
}
