package dev.reelstate.jdbc.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.OnEachDatabase;
import dev.reelstate.jdbc.OneConnection;
import dev.reelstate.jdbc.TestDatabase;
import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.migration.SchemaFinding.Kind;
import dev.reelstate.jdbc.script.History;
import dev.reelstate.jdbc.script.MigrationFiles;
import dev.reelstate.video.NewVideo;
import java.lang.module.ModuleDescriptor.Version;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("long")
class SchemaRepairTest extends OnEachDatabase {

  private JdbcVideoStore store;

  @BeforeEach
  void nothing_is_missing() {
    store = JdbcVideoStore.open(database.pool());
    store.videos().create(NewVideo.named("a.mp4"));
    assertThat(schema.validate()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      drop-column           | reelstate_video    | media                      | MISSING_COLUMN
      drop-column           | reelstate_artifact | content_type               | MISSING_COLUMN
      drop-index            | reelstate_video    | reelstate_video_newest     | MISSING_INDEX
      drop-index            | reelstate_task     | reelstate_task_queue       | MISSING_INDEX
      drop-constraint       | reelstate_video    | reelstate_video_upload_key | MISSING_CONSTRAINT
      drop-constraint       | reelstate_video    | reelstate_video_status     | MISSING_CONSTRAINT
      drop-constraint       | reelstate_event    | reelstate_event_video      | MISSING_CONSTRAINT
      drop-constraint       | reelstate_reader   | primary key                | MISSING_CONSTRAINT
      retype smallint       | reelstate_video    | priority                   | WRONG_TYPE
      retype varchar(50)    | reelstate_video    | title                      | WRONG_TYPE
      retype integer        | reelstate_video    | version                    | WRONG_TYPE
      allow-null            | reelstate_video    | title                      | WRONG_COLUMN
      forbid-null           | reelstate_video    | media                      | WRONG_COLUMN
      """)
  void differences_are_named_and_repaired(String change, String table, String name, Kind kind)
      throws SQLException {
    sql.execute("update reelstate_video set media = '{}'");
    database.drift().apply(change, table, name);

    assertThat(schema.validate()).singleElement().satisfies(finding -> {
      assertThat(finding.kind()).isEqualTo(kind);
      assertThat(finding.table()).isEqualTo(table);
      assertThat(finding.name()).isEqualTo(name);
      assertThat(finding.message()).contains(name).contains(table).endsWith(".");
      assertThat(finding.mendable()).isTrue();
    });
    assertThatExceptionOfType(ReelstateException.class)
        .isThrownBy(store::verify)
        .withMessageContaining(name)
        .withMessageContaining("Schema.repair()");
    assertThatExceptionOfType(ReelstateException.class)
        .isThrownBy(() -> JdbcVideoStore.builder(database.pool())
            .schemaMode(SchemaMode.VALIDATE)
            .build())
        .withMessageContaining(name);

    SchemaRepair repair = schema.repair();

    assertThat(repair.isComplete()).isTrue();
    assertThat(repair.mended()).extracting(SchemaFinding::name).containsExactly(name);
    store.verify();
    assertThat(sql.count("select count(*) from reelstate_video where title = 'a.mp4'"))
        .isEqualTo(1);
    assertThat(schema.checkData()).isEmpty();
  }

  @Test
  void a_repaired_schema_is_as_before() throws SQLException {
    HalfDone.video(store);
    List<String> before = database.dump();
    Drift drift = database.drift();
    drift.dropConstraint("reelstate_event", "reelstate_event_video");
    drift.dropIndex("reelstate_video", "reelstate_video_newest");
    drift.retype("reelstate_video", "priority", "smallint");
    drift.apply("allow-null", "reelstate_video", "title");

    assertThat(schema.repair().mended()).hasSize(4);

    assertThat(words(database.dump())).isEqualTo(words(before));
  }

  @Test
  void a_lost_table_or_column_with_rows_cannot_be_repaired() throws SQLException {
    sql.execute("drop table reelstate_reader");
    database.drift().apply("drop-column", "reelstate_video", "title");

    assertLeft(
        "The table reelstate_reader is missing. Its rows are lost, so restore a backup.",
        "The column reelstate_video.title is missing. It is not nullable and the table has rows,"
            + " so restore a backup.");
  }

  @Test
  void a_type_change_that_could_lose_digits_is_left() throws SQLException {
    database.drift().retype("reelstate_task", "weight", "integer");

    assertLeft("The column reelstate_task.weight has the type integer, not double."
        + " Change it by hand after checking its values.");
  }

  @Test
  void a_key_that_generates_no_numbers_is_left() throws SQLException {
    switch (kind) {
      case H2, POSTGRESQL ->
        sql.execute("alter table reelstate_event alter column id drop identity");
      case MARIADB -> sql.execute("alter table reelstate_event modify column id bigint not null");
      case SQLITE -> database.drift().retype("reelstate_event", "id", "bigint");
    }

    assertThat(schema.repair().left()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).startsWith("The column reelstate_event.id ");
      assertThat(finding.mendable()).isFalse();
    });
  }

  @Test
  void an_unknown_column_that_requires_a_value_is_left() throws SQLException {
    sql.execute("alter table reelstate_video add column mood integer default 1 not null");
    database.drift().dropDefault("reelstate_video", "mood", "integer");

    assertLeft("The column reelstate_video.mood is not part of this release but requires a value."
        + " Make it nullable or give it a default, or use the release that added it.");
  }

  @Test
  void a_constraint_with_a_different_definition_is_left() throws SQLException {
    database.drift().dropConstraint("reelstate_artifact", "reelstate_artifact_name");
    database
        .drift()
        .addConstraint("reelstate_artifact", "constraint reelstate_artifact_name unique (name)");

    assertLeft(
        "The unique key reelstate_artifact_name of reelstate_artifact has a different definition."
            + " Drop it, then Schema.repair() adds"
            + " \"constraint reelstate_artifact_name unique (video_id, generation, kind, name)\".");
  }

  @Test
  void an_index_over_other_columns_is_recreated() throws SQLException {
    database.drift().dropIndex("reelstate_video", "reelstate_video_newest");
    sql.execute("create index reelstate_video_newest on reelstate_video (created_at, id desc)");

    assertThat(schema.validate())
        .extracting(SchemaFinding::message)
        .containsExactly(
            "The index reelstate_video_newest is on (created_at, id desc), not on (created_at desc, id desc).");
    assertThat(schema.repair().isComplete()).isTrue();
    assertThat(schema.validate()).isEmpty();
  }

  @Test
  void a_column_is_restored_with_its_index() throws SQLException {
    database.drift().dropConstraint("reelstate_task", "reelstate_task_scheduled");
    database.drift().dropIndex("reelstate_task", "reelstate_task_due");
    sql.execute("alter table reelstate_task drop column due_at");

    assertThat(schema.repair().mended())
        .extracting(SchemaFinding::name)
        .containsExactly("due_at", "reelstate_task_scheduled", "reelstate_task_due");
    assertThat(schema.validate()).isEmpty();
  }

  @Test
  void rows_that_violate_a_constraint_stay_and_are_reported() throws SQLException {
    database.drift().dropConstraint("reelstate_video", "reelstate_video_status");
    database.drift().dropIndex("reelstate_video", "reelstate_video_by_status");
    sql.execute("update reelstate_video set status = 'paused'");

    SchemaRepair repair = schema.repair();

    assertThat(repair.mended())
        .extracting(SchemaFinding::name)
        .containsExactly("reelstate_video_by_status");
    assertThat(repair.left()).singleElement().satisfies(finding -> {
      assertThat(finding.name()).isEqualTo("reelstate_video_status");
      assertThat(finding.advice()).startsWith("The database refused the repair: ");
      assertThat(finding.mendable()).isFalse();
    });
    assertThat(sql.count("select count(*) from reelstate_video where status = 'paused'"))
        .isEqualTo(1);
  }

  @Test
  void rows_that_violate_a_reference_stay_too() throws SQLException {
    database.drift().dropConstraint("reelstate_event", "reelstate_event_video");
    sql.execute("delete from reelstate_video");
    int events = sql.count("select count(*) from reelstate_event");

    SchemaRepair repair = schema.repair();

    assertThat(repair.left())
        .extracting(SchemaFinding::name)
        .containsExactly("reelstate_event_video");
    assertThat(sql.count("select count(*) from reelstate_event"))
        .isEqualTo(events)
        .isPositive();
  }

  @Test
  void additions_by_a_host_are_not_differences() throws SQLException {
    sql.execute(
        "create index films_by_title on reelstate_video (title)",
        "alter table reelstate_video add column mood varchar(20)",
        "alter table reelstate_video add column stars integer default 3 not null",
        "create table reelstate_extra (id integer)");

    assertThat(schema.validate()).isEmpty();
  }

  @Test
  void nothing_is_repaired_while_a_migration_is_pending() throws SQLException {
    SchemaSession.call(database.pool(), null, session -> {
      new History(session).forget(MigrationFiles.of(session.dialect()).latest());
      session.connection().commit();
      return true;
    });
    database.drift().dropIndex("reelstate_task", "reelstate_task_due");

    SchemaRepair repair = schema.repair();

    List<Version> versions = MigrationFiles.of(kind.dialect()).up().stream()
        .map(MigrationFiles.Script::version)
        .toList();
    assertThat(repair.mended()).isEmpty();
    assertThat(repair.left())
        .extracting(SchemaFinding::kind)
        .containsExactly(Kind.OUTDATED, Kind.MISSING_INDEX);
    assertThat(repair.left().get(0))
        .hasToString("The schema has version " + versions.get(versions.size() - 2)
            + ", but this release needs " + versions.get(versions.size() - 1)
            + ". Schema.migrate() updates it to this release.");
  }

  @Test
  void a_named_schema_is_repaired_and_the_connection_is_restored() throws SQLException {
    String films = database.requireOtherSchema();
    try (OneConnection host = new OneConnection(database.unpooled().getConnection())) {
      List<String> before = place(host);
      Schema own = Schema.of(host, films);
      own.migrate();
      SchemaSession.call(host, films, session -> {
        session.execute("drop index reelstate_task_due"
            + (kind == TestDatabase.MARIADB ? " on reelstate_task" : ""));
        session.connection().commit();
        return true;
      });
      database.drift().dropIndex("reelstate_task", "reelstate_task_losses");

      assertThat(own.repair().mended())
          .extracting(SchemaFinding::name)
          .containsExactly("reelstate_task_due");
      assertThat(schema.validate())
          .extracting(SchemaFinding::name)
          .containsExactly("reelstate_task_losses");
      assertThat(place(host)).isEqualTo(before);
      assertThat(host.connection.getAutoCommit()).isTrue();
    }
  }

  private static List<String> place(OneConnection host) throws SQLException {
    return List.of(
        String.valueOf(host.connection.getSchema()), String.valueOf(host.connection.getCatalog()));
  }

  private void assertLeft(String... texts) {
    SchemaRepair repair = schema.repair();

    assertThat(repair.mended()).isEmpty();
    assertThat(repair.left()).extracting(SchemaFinding::toString).containsExactly(texts);
    assertThat(schema.validate()).isEqualTo(repair.left());
  }

  /** Sorted words, since a constraint that was added again may be in another place. */
  private static List<String> words(List<String> dump) {
    return dump.stream()
        .flatMap(line -> Stream.of(line.replaceAll("[(),;\"`]", " ").split("\\s+")))
        .filter(word -> !word.isEmpty())
        .sorted()
        .toList();
  }
}
