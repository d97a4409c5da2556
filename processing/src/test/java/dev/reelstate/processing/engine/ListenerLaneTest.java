package dev.reelstate.processing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.event.VideoListener;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
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

  @Test
  void no_progress_is_delivered_after_the_end() throws Exception {
    Gated gated = new Gated();
    ListenerLane lane = new ListenerLane(gated, store.events());
    List<VideoEvent> events = fiveEvents();
    VideoId id = events.get(0).videoId();

    lane.offer(id, new Progress(0.5, null, null));
    gated.entered.await();
    lane.offer(id, new Progress(0.97, null, null)); // before the end, but not delivered yet
    lane.offer(events.subList(0, 2)); // uploading, cancelled
    lane.offer(id, new Progress(0.98, null, null)); // on its way when the end was committed
    gated.gate.countDown();
    lane.close();

    assertThat(gated.said).containsExactly("progress 0.5", "event 1", "event 2");
  }

  @Test
  void progress_is_delivered_again_once_a_video_has_started_over() {
    Gated gated = new Gated();
    gated.gate.countDown();
    ListenerLane lane = new ListenerLane(gated, store.events());
    List<VideoEvent> events = fiveEvents();

    lane.offer(events.subList(0, 3)); // uploading, cancelled, uploading
    lane.offer(events.get(0).videoId(), new Progress(0.1, null, null));
    lane.close();

    assertThat(gated.said).containsExactly("event 1", "event 2", "event 3", "progress 0.1");
  }

  @Test
  void an_offer_that_the_end_overtook_is_not_delivered_twice() throws Exception {
    List<VideoEvent> events = fiveEvents();
    CountDownLatch ended = new CountDownLatch(1);
    ListenerLane lane = new ListenerLane(
        new VideoListener() {
          @Override
          public void onEvent(VideoEvent event) {
            heard.add(event.number());
            if (event.number() == 4) {
              ended.countDown();
            }
          }
        },
        store.events());

    lane.offer(events.subList(0, 1));
    lane.offer(events.subList(3, 4)); // cancelled; 2 and 3 are filled in from the log
    ended.await();
    lane.offer(events.subList(1, 3));
    lane.close();

    assertThat(heard).containsExactly(1L, 2L, 3L, 4L, 5L); // the fifth was in the log, too
  }

  @Test
  void a_listener_may_close_its_own_lane() throws Exception {
    CompletableFuture<ListenerLane> lane = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    lane.complete(new ListenerLane(
        new VideoListener() {
          @Override
          public void onEvent(VideoEvent event) {
            heard.add(event.number());
            lane.join().close();
            interrupted.complete(Thread.currentThread().isInterrupted());
          }
        },
        store.events()));

    lane.join().offer(fiveEvents().subList(0, 1));

    assertThat(interrupted.get()).isFalse(); // it did not wait for itself and then stop itself
    assertThat(heard).containsExactly(1L);
  }

  /** Waits in its first call until it is let go. */
  private static final class Gated implements VideoListener {

    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch gate = new CountDownLatch(1);
    final List<String> said = new CopyOnWriteArrayList<>();

    @Override
    public void onProgress(VideoId id, Progress progress) {
      said.add("progress " + progress.fraction());
      entered.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void onEvent(VideoEvent event) {
      said.add("event " + event.number());
    }
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
