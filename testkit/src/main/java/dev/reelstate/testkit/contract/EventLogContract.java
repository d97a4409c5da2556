package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.BROKEN;
import static dev.reelstate.testkit.contract.StoreScript.STEPS;
import static dev.reelstate.testkit.contract.StoreScript.artifact;
import static dev.reelstate.testkit.contract.StoreScript.failed;
import static dev.reelstate.testkit.contract.StoreScript.published;
import static dev.reelstate.testkit.contract.StoreScript.succeeded;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.EventLog.Registration;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.reelstate.spi.EventLog}. */
public interface EventLogContract extends StoreContract {

  /** Every kind of event is read back as it was delivered. */
  @Test
  default void events_are_read_as_they_were_delivered() {
    StoreScript script = new StoreScript(store());
    List<VideoEvent> delivered = new CopyOnWriteArrayList<>();
    Video video;
    try (Registration ignored = store().events().onCommit(delivered::addAll)) {
      assertThat(ignored).isNotNull();
      video = wholeStory(script);
    }

    assertThat(script.events(video)).isEqualTo(delivered);
    assertThat(delivered.stream().map(Object::getClass).distinct()).hasSize(9);
    assertThat(delivered).extracting(VideoEvent::number).isEqualTo(upTo(delivered.size()));
    assertThat(script.latest(video).eventNumber()).isEqualTo(delivered.size());
  }

  /** A client catches up from the last number it has. */
  @Test
  default void replay_continues_after_a_number_up_to_a_limit() {
    StoreScript script = new StoreScript(store());
    Video video = wholeStory(script);
    List<VideoEvent> all = script.events(video);

    assertThat(store().events().replay(video.id(), 2, 3)).isEqualTo(all.subList(2, 5));
    assertThat(store().events().replay(video.id(), all.size(), 3)).isEmpty();
    assertThat(store().events().replay(VideoId.create(), 0, 3)).isEmpty();
  }

  /** Numbers have no gaps, however many threads write at once. */
  @Test
  default void numbers_are_gap_free_under_16_threads() {
    StoreScript script = new StoreScript(store());
    TaskSpec[] plan = new TaskSpec[32];
    for (int part = 0; part < plan.length; part++) {
      plan[part] = task("render", part);
    }
    Video video = script.queued(plan);

    Race.run(16, thread -> () -> drainQueue(script, "node-" + thread));

    List<VideoEvent> events = script.events(video);
    assertThat(events).extracting(VideoEvent::number).isEqualTo(upTo(events.size()));
    assertThat(events.stream().filter(VideoEvent.TaskSucceeded.class::isInstance))
        .hasSize(32);
  }

  /** A reader gets all events of all videos, each video's in sequence. */
  @Test
  default void a_reader_of_all_videos_gets_each_videos_events_in_sequence() {
    StoreScript script = new StoreScript(store());
    Video first = wholeStory(script);
    Video second = script.received();

    List<VideoEvent> read = readAll(EventCursor.BEGINNING, 4);

    assertThat(of(first, read)).isEqualTo(script.events(first));
    assertThat(of(second, read)).isEqualTo(script.events(second));
    assertThat(read).hasSize(script.events(first).size() + script.events(second).size());
  }

  /** A cursor stays where it is while there are no new events, and advances once there are. */
  @Test
  default void a_cursor_continues_where_it_stopped() {
    StoreScript script = new StoreScript(store());
    assertThat(store().events().read(EventCursor.BEGINNING, 10).next())
        .isEqualTo(EventCursor.BEGINNING);
    Video video = script.uploading();
    EventCursor cursor = store().events().read(EventCursor.BEGINNING, 10).next();
    assertThat(store().events().read(cursor, 10).events()).isEmpty();
    assertThat(store().events().read(cursor, 10).next()).isEqualTo(cursor);

    script.change(video, new VideoChange.Received(StoreScript.ORIGINAL));

    assertThat(store().events().read(cursor, 10).events())
        .isEqualTo(store().events().replay(video.id(), 1, 10));
  }

  /** Each event has a position from which a reader continues with the next event. */
  @Test
  default void a_reader_can_continue_after_any_event() {
    StoreScript script = new StoreScript(store());
    wholeStory(script);
    script.received();
    EventCursor.Batch all = store().events().read(EventCursor.BEGINNING, 1000);

    assertThat(all.positions()).isSorted().doesNotHaveDuplicates();
    for (int i = 0; i < all.events().size(); i++) {
      EventCursor behind = new EventCursor(all.positions().get(i));
      assertThat(store().events().read(behind, 1000).events())
          .isEqualTo(all.events().subList(i + 1, all.events().size()));
    }
  }

  /** The end cursor is past everything committed, whether read before or not. */
  @Test
  default void the_end_is_after_everything_committed() {
    StoreScript script = new StoreScript(store());
    wholeStory(script);
    EventCursor end = store().events().end();
    assertThat(store().events().read(end, 10).events()).isEmpty();

    Video next = script.uploading();

    assertThat(store().events().read(end, 10).events()).isEqualTo(script.events(next));
    assertThat(store().events().end().position()).isGreaterThan(end.position());
  }

  /** A reader that keeps up with writers misses nothing and gets nothing twice. */
  @Test
  default void a_reader_among_writers_gets_everything_once_and_in_sequence() {
    StoreScript script = new StoreScript(store());
    AtomicInteger writing = new AtomicInteger(8);
    List<List<VideoEvent>> results = Race.run(10, thread -> () -> {
      if (thread >= 8) {
        return readWhile(writing);
      }
      for (int i = 0; i < 10; i++) {
        script.queued(task("render", 0));
      }
      writing.decrementAndGet();
      return List.of();
    });

    for (List<VideoEvent> read : results.subList(8, 10)) {
      assertThat(read).hasSize(8 * 10 * 3);
      Map<VideoId, Long> last = new HashMap<>();
      for (VideoEvent event : read) {
        assertThat(event.number()).isEqualTo(last.getOrDefault(event.videoId(), 0L) + 1);
        last.put(event.videoId(), event.number());
      }
    }
  }

  /** A reader's cursor is stored and never moves backwards. */
  @Test
  default void a_readers_cursor_never_moves_backwards() {
    assertThat(store().events().cursor("billing")).isEqualTo(EventCursor.BEGINNING);

    store().events().advance("billing", new EventCursor(5));
    store().events().advance("billing", new EventCursor(3));
    store().events().advance("search", new EventCursor(1));

    assertThat(store().events().cursor("billing")).isEqualTo(new EventCursor(5));
    assertThat(store().events().cursor("search")).isEqualTo(new EventCursor(1));
    store().events().advance("billing", new EventCursor(6));
    assertThat(store().events().cursor("billing")).isEqualTo(new EventCursor(6));
  }

  /** A hint arrives once its events can be read. */
  @Test
  default void a_hint_arrives_after_the_commit() {
    StoreScript script = new StoreScript(store());
    List<Integer> found = new CopyOnWriteArrayList<>();
    try (Registration ignored = store()
        .events()
        .onCommit(events -> events.forEach(event -> found.add(
            store().events().replay(event.videoId(), event.number() - 1, 1).size())))) {
      assertThat(ignored).isNotNull();
      script.received();
    }
    script.received();

    assertThat(found).containsExactly(1, 1);
  }

  /** An exception from a listener affects neither the caller nor the other listeners. */
  @Test
  default void a_listener_that_throws_affects_nobody_else() {
    StoreScript script = new StoreScript(store());
    List<VideoEvent> delivered = new CopyOnWriteArrayList<>();
    try (Registration first = store().events().onCommit(events -> {
          throw new IllegalStateException("Thrown on purpose by a test.");
        });
        Registration second = store().events().onCommit(delivered::addAll)) {
      assertThat(first).isNotSameAs(second);
      Video video = script.uploading();
      assertThat(script.latest(video)).isEqualTo(video);
    }
    assertThat(delivered).hasSize(1);
  }

  /** A refused change produces no events. */
  @Test
  default void a_refused_change_is_not_reported() {
    StoreScript script = new StoreScript(store());
    Video video = script.uploading();
    List<VideoEvent> delivered = new CopyOnWriteArrayList<>();
    try (Registration ignored = store().events().onCommit(delivered::addAll)) {
      assertThat(ignored).isNotNull();
      assertThrows(
          IllegalStateException.class,
          () -> script.change(
              video, new VideoChange.Received(StoreScript.ORIGINAL), new VideoChange.Restarted()));
    }
    assertThat(delivered).isEmpty();
  }

  /** A story in which every kind of event occurs. */
  private static Video wholeStory(StoreScript script) {
    Lease lease = script.join("teller");
    Video video = script.queued(task("inspect", 0), task("publish", 0, "inspect"));
    script.report(new TaskReport.Postponed(script.claimOne(lease), Duration.ZERO, "job"));
    script.report(failed(script.claimOne(lease), BROKEN, Duration.ZERO));
    Claim inspect = script.claimOne(lease);
    script.report(new TaskReport.Succeeded(
        inspect,
        List.of(artifact(Artifact.POSTER, 1), artifact(Artifact.MP4, 1)),
        StoreScript.MEDIA,
        List.of(),
        false,
        null));
    script.report(published(script.claimOne(lease)));
    script.reviewed(video);
    script.change(script.latest(video), new VideoChange.Stopped(VideoStatus.DELETED, null));
    return video;
  }

  private Integer drainQueue(StoreScript script, String node) {
    Lease lease = script.join(node);
    int done = 0;
    List<Claim> claims = store().tasks().claim(lease, 1, STEPS);
    while (!claims.isEmpty()) {
      script.report(succeeded(claims.get(0)));
      done++;
      claims = store().tasks().claim(lease, 1, STEPS);
    }
    return done;
  }

  private List<VideoEvent> readWhile(AtomicInteger writing) {
    List<VideoEvent> read = new ArrayList<>();
    EventCursor cursor = EventCursor.BEGINNING;
    boolean last = false;
    while (true) {
      EventCursor.Batch batch = store().events().read(cursor, 7);
      read.addAll(batch.events());
      if (batch.events().isEmpty() && last) {
        return read;
      }
      last = writing.get() == 0;
      cursor = batch.next();
    }
  }

  private List<VideoEvent> readAll(EventCursor from, int limit) {
    List<VideoEvent> read = new ArrayList<>();
    EventCursor.Batch batch = store().events().read(from, limit);
    while (!batch.events().isEmpty()) {
      assertThat(batch.events()).hasSizeLessThanOrEqualTo(limit);
      read.addAll(batch.events());
      batch = store().events().read(batch.next(), limit);
    }
    return read;
  }

  private static List<VideoEvent> of(Video video, List<VideoEvent> events) {
    return events.stream().filter(event -> event.videoId().equals(video.id())).toList();
  }

  private static List<Long> upTo(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
