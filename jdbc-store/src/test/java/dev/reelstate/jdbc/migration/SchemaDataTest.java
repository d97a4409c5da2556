package dev.reelstate.jdbc.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.KnownKeys;
import dev.reelstate.jdbc.OnEachDatabase;
import dev.reelstate.jdbc.migration.DataFinding.Kind;
import dev.reelstate.video.VideoId;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaDataTest extends OnEachDatabase {

  private final KnownKeys storage = new KnownKeys();
  private VideoId video;

  @BeforeEach
  void begin() {
    video = HalfDone.video(JdbcVideoStore.open(database.pool()));
  }

  @Test
  void rows_written_by_a_store_are_sound() {
    storage.put("videos/" + video + "/original-1", 3);
    storage.put("videos/" + video + "/g1/poster-0-t1/poster.jpg", 2);

    assertThat(schema.checkData()).isEmpty();
    assertThat(schema.checkData(storage)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      delete from reelstate_task_input where task_id = 1; update reelstate_task_input set task_id = 99 | ORPHAN               | reelstate_task_input 99 | The row refers to a row of reelstate_task that does not exist.
      delete from reelstate_event where number = 5                        | EVENT_GAP            | reelstate_video *       | The video should have 12 events but has 10, the last with number 12.
      delete from reelstate_event where number = 12                       | EVENT_GAP            | reelstate_video *       | The video should have 12 events but has 11, the last with number 11.
      update reelstate_video set status = 'paused'                        | BROKEN_RULE          | reelstate_video *       | The row violates the rule reelstate_video_status: status in ('uploading', 'uploaded', 'queued', 'processing', 'completed', 'failed', 'rejected', 'cancelled', 'deleted').
      update reelstate_task set status = 'idle', node = null, epoch = null, started_at = null, ended_at = null where status = 'succeeded' | BROKEN_RULE         | reelstate_task 1        | The row violates the rule reelstate_task_status: status in ('blocked', 'scheduled', 'ready', 'running', 'succeeded', 'failed', 'skipped', 'cancelled').
      update reelstate_node set epoch = 2                                 | RUNNING_WITHOUT_NODE | reelstate_task 2        | The task runs on node-*, which holds no lease for it; the next recovery takes it back.
      update reelstate_node set expires_at = null                         | RUNNING_WITHOUT_NODE | reelstate_task 2        | The task runs on node-*, which holds no lease for it; the next recovery takes it back.
      update reelstate_task set status = 'blocked', node = null, epoch = null, started_at = null where id = 2 | WAITING_FOR_NOTHING | reelstate_task 2 | The task is blocked, but everything it waits for has succeeded.
      """)
  void violations_are_found_where_a_constraint_was_lost(
      String changes, Kind kind, String subject, String message) throws SQLException {
    database.drift().dropConstraint("reelstate_task_input", "reelstate_task_input_task");
    database.drift().dropConstraint("reelstate_video", "reelstate_video_status");
    database.drift().dropConstraint("reelstate_task", "reelstate_task_status");
    sql.execute(changes.split(";"));

    assertThat(schema.checkData())
        .containsExactly(new DataFinding(
            kind, subject.replace("*", video.toString()), message.replace("*", video.toString())));
  }

  @Test
  void missing_short_or_unknown_bytes_are_found() throws SQLException {
    String folder = "videos/" + video;
    storage.put(folder + "/original-1", 1);
    storage.put(folder + "/g1/other-0-t2/left.ts", 1);
    storage.put("videos/nobody/original-1", 1);
    assertThat(schema.checkData(storage))
        .extracting(DataFinding::kind)
        .containsExactly(Kind.MISSING_BYTES, Kind.MISSING_BYTES, Kind.UNKNOWN_BYTES);

    sql.execute(
        "update reelstate_task set status = 'succeeded', slot = null, ended_at = started_at",
        "update reelstate_video set status = 'completed'");

    assertThat(schema.checkData(storage))
        .containsExactly(
            new DataFinding(
                Kind.MISSING_BYTES,
                folder + "/original-1",
                "The original has 3 bytes on record but 1 in storage."),
            new DataFinding(
                Kind.MISSING_BYTES,
                folder + "/g1/poster-0-t1/poster.jpg",
                "The artifact is on record but not in storage."),
            new DataFinding(
                Kind.UNKNOWN_BYTES,
                folder + "/g1/other-0-t2/left.ts",
                "The object is in storage but not on record."),
            new DataFinding(
                Kind.UNKNOWN_BYTES,
                "videos/nobody/original-1",
                "The object is in storage but not on record."));
  }

  @Test
  void the_files_of_a_replaced_generation_may_be_gone() throws SQLException {
    storage.put("videos/" + video + "/original-1", 3);
    sql.execute("update reelstate_video set generation = 2, published_generation = 2");

    assertThat(schema.checkData(storage))
        .extracting(DataFinding::kind)
        .doesNotContain(Kind.MISSING_BYTES);
  }

  @Test
  void a_rule_violated_by_many_is_reported_a_hundred_times() throws SQLException {
    database.drift().dropConstraint("reelstate_video_label", "reelstate_video_label_video");
    sql.execute(Stream.generate(VideoId::create)
        .limit(101)
        .map(id ->
            "insert into reelstate_video_label (video_id, label) values ('" + id + "', 'cat')")
        .toArray(String[]::new));

    List<DataFinding> findings = schema.checkData();

    assertThat(findings).hasSize(100).allMatch(finding -> finding.kind() == Kind.ORPHAN);
  }
}
