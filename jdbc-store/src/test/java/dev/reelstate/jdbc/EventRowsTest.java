package dev.reelstate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.EventRows.Placed;
import dev.reelstate.jdbc.schema.tables.records.ReelstateEventRecord;
import dev.reelstate.video.VideoId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventRowsTest {

  @Test
  void every_event_type_has_a_name() {
    assertThat(EventRows.types().values()).containsExactlyInAnyOrder(kinds());
  }

  @Test
  void an_event_of_a_later_release_is_skipped_and_keeps_its_position() {
    ReelstateEventRecord row =
        row(2, "[{\"type\":\"from_the_future\"},{\"type\":\"status_changed\",\"to\":\"queued\"}]");
    row.setPosition(9L);

    List<Placed> events = EventRows.events(row);

    assertThat(events.get(0)).isEqualTo(new Placed(null, 1, 8));
    assertThat(events.get(1).event()).isInstanceOf(VideoEvent.StatusChanged.class);
    assertThat(events.get(1).number()).isEqualTo(2);
    assertThat(events.get(1).position()).isEqualTo(9);
  }

  @Test
  void properties_added_by_a_later_release_are_ignored() {
    ReelstateEventRecord row =
        row(1, "[{\"type\":\"status_changed\",\"to\":\"queued\",\"added\":{\"later\":[1]}}]");

    assertThat(EventRows.events(row).get(0).event()).isInstanceOf(VideoEvent.StatusChanged.class);
  }

  @Test
  void the_events_of_a_video_from_one_transaction_are_one_row() {
    VideoId one = VideoId.create();
    VideoId other = VideoId.create();
    List<VideoEvent> events = List.of(started(one, 3), started(other, 1), started(one, 4));

    List<ReelstateEventRecord> rows = EventRows.rows(events);

    assertThat(rows).extracting(ReelstateEventRecord::getNumber).containsExactly(4L, 1L);
    assertThat(rows).extracting(ReelstateEventRecord::getSize).containsExactly(2, 1);
    assertThat(rows.get(0).getPayload())
        .startsWith("[{\"type\":\"task_started\",\"generation\":1,\"step\":\"render\",")
        .doesNotContain("videoId", "number", "\"at\"");
    assertThat(rows.stream().flatMap(row -> EventRows.events(row).stream()))
        .extracting(Placed::event)
        .containsExactly(events.get(0), events.get(2), events.get(1));
  }

  private static VideoEvent started(VideoId id, long number) {
    return new VideoEvent.TaskStarted(id, number, Instant.EPOCH, 1, "render", 0, 1, "node");
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends VideoEvent>[] kinds() {
    return (Class<? extends VideoEvent>[]) VideoEvent.class.getPermittedSubclasses();
  }

  private static ReelstateEventRecord row(int size, String payload) {
    ReelstateEventRecord row = new ReelstateEventRecord();
    row.setVideoId(UUID.randomUUID());
    row.setNumber((long) size);
    row.setSize(size);
    row.setHappenedAt(Instant.EPOCH);
    row.setPayload(payload);
    return row;
  }
}
