package dev.reelstate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.schema.tables.records.ReelstateEventRecord;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventRowsTest {

  @Test
  void every_kind_of_event_has_a_name() {
    assertThat(EventRows.types().values()).containsExactlyInAnyOrder(kinds());
  }

  @Test
  void an_event_of_a_later_release_is_passed_over() {
    assertThat(EventRows.event(row("from_the_future", "{}"))).isEmpty();
  }

  @Test
  void what_a_later_release_added_to_an_event_is_passed_over() {
    ReelstateEventRecord row =
        row("status_changed", "{\"to\":\"queued\",\"added\":{\"later\":[1]}}");

    assertThat(EventRows.event(row)).get().isInstanceOf(VideoEvent.StatusChanged.class);
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends VideoEvent>[] kinds() {
    return (Class<? extends VideoEvent>[]) VideoEvent.class.getPermittedSubclasses();
  }

  private static ReelstateEventRecord row(String type, String payload) {
    ReelstateEventRecord row = new ReelstateEventRecord();
    row.setVideoId(UUID.randomUUID());
    row.setNumber(1L);
    row.setType(type);
    row.setHappenedAt(Instant.EPOCH);
    row.setPayload(payload);
    return row;
  }
}
