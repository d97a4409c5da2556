package dev.reelstate.processing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.event.VideoListener;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ListenerLaneTest {

  private final InMemoryVideoStore store = InMemoryVideoStore.create();
  private final List<Long> heard = new CopyOnWriteArrayList<>();

  @Test
  void events_that_arrive_out_of_order_and_with_gaps_are_delivered_once_and_in_order() {
    List<VideoEvent> events = fiveEvents();
    ListenerLane lane = new ListenerLane(recorder(), store.events());

    lane.offer(events.subList(0, 1));
    lane.offer(events.subList(3, 4)); // 2 and 3 are still on their way
    lane.offer(events.subList(1, 3));
    lane.offer(events.subList(4, 5));
    lane.close();

    assertThat(heard).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void a_listener_that_throws_is_called_again_for_the_next_event() {
    VideoListener angry = new VideoListener() {
      @Override
      public void onStatusChanged(StatusChanged event) {
        heard.add(event.number());
        throw new IllegalStateException("not today");
      }
    };
    ListenerLane lane = new ListenerLane(angry, store.events());

    lane.offer(fiveEvents());
    lane.close();

    assertThat(heard).hasSize(5);
    assertThat(lane.failures()).isEqualTo(5);
  }

  @Test
  void a_slow_listener_blocks_nobody_and_still_hears_everything() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    VideoListener slow = new VideoListener() {
      @Override
      public void onEvent(VideoEvent event) {
        try {
          gate.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        heard.add(event.number());
      }
    };
    ListenerLane lane = new ListenerLane(slow, store.events());
    List<VideoEvent> events = fiveEvents();

    events.forEach(event -> lane.offer(List.of(event))); // returns while the listener waits
    assertThat(heard).isEmpty();
    gate.countDown();
    lane.close();

    assertThat(heard).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  private VideoListener recorder() {
    return new VideoListener() {
      @Override
      public void onEvent(VideoEvent event) {
        heard.add(event.number());
      }
    };
  }

  /** uploading, cancelled, uploading, cancelled, uploading. */
  private List<VideoEvent> fiveEvents() {
    Video video = store.videos().create(NewVideo.named("a.mp4"));
    for (int i = 0; i < 2; i++) {
      video = store.videos().change(video, stop()).orElseThrow();
      video = store.videos().change(video, new VideoChange.Restarted()).orElseThrow();
    }
    return store.events().replay(video.id(), 0, 10);
  }

  private static VideoChange stop() {
    return new VideoChange.Stopped(VideoStatus.CANCELLED, null);
  }
}
