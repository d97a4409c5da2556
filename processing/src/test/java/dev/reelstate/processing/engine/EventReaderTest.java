package dev.reelstate.processing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.VideoId;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class EventReaderTest {

  private final InMemoryVideoStore store = InMemoryVideoStore.create();
  private final BlockingQueue<VideoId> heard = new LinkedBlockingQueue<>();

  @Test
  void a_new_reader_of_the_same_name_resumes_where_the_last_one_stopped() throws Exception {
    VideoId first = create();
    EventReader reader = reader(heard::add);
    assertThat(next()).isEqualTo(first);
    reader.close();

    VideoId second = create();
    EventReader successor = reader(heard::add);
    assertThat(next()).isEqualTo(second);
    successor.close();
  }

  @Test
  void an_event_whose_delivery_threw_is_delivered_again() throws Exception {
    AtomicBoolean thrown = new AtomicBoolean();
    VideoId video = create();
    EventReader reader = reader(id -> {
      if (!thrown.getAndSet(true)) {
        throw new IllegalStateException("the mail server is down");
      }
      heard.add(id);
    });
    assertThat(next()).isEqualTo(video);
    reader.close();
  }

  private VideoId create() {
    return store.videos().create(NewVideo.named("a.mp4")).id();
  }

  private VideoId next() throws InterruptedException {
    return heard.poll(10, TimeUnit.SECONDS);
  }

  private EventReader reader(Consumer<VideoId> action) {
    return new EventReader(
        "mail",
        EventReader.Place.inStore(store.events(), "mail"),
        EventReader.Taker.whole(
            "mail", batch -> batch.events().forEach(event -> action.accept(event.videoId()))),
        store.events());
  }
}
