package dev.reelstate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecordingListenerTest {

  private final RecordingListener listener = RecordingListener.create();
  private final VideoId id = VideoId.create();

  @Test
  void it_waits_for_an_event_from_another_thread() throws InterruptedException {
    VideoEvent event =
        new VideoEvent.StatusChanged(id, 1, Instant.EPOCH, null, VideoStatus.UPLOADING, null);
    new Thread(() -> listener.onEvent(event)).start();

    assertThat(listener.await(event::equals, Duration.ofSeconds(10))).isSameAs(event);
    assertThat(listener.events(id)).containsExactly(event);
    assertThat(listener.events(VideoEvent.TaskStarted.class)).isEmpty();
  }

  @Test
  void it_does_not_wait_for_ever() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> listener.await(event -> true, Duration.ofMillis(1)));
  }

  @Test
  void it_keeps_progress_by_video() {
    listener.onProgress(id, Progress.DONE);

    assertThat(listener.progress(id)).containsExactly(Progress.DONE);
    assertThat(listener.progress(VideoId.create())).isEmpty();
  }
}
