package dev.reelstate.jdbc.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.OnEachDatabase;
import dev.reelstate.jdbc.TestDatabase;
import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.dialect.TableNames;
import dev.reelstate.jdbc.migration.SchemaFinding.Kind;
import dev.reelstate.jdbc.script.History;
import dev.reelstate.jdbc.script.MigrationFiles;
import dev.reelstate.task.FailureCode;
import java.lang.module.ModuleDescriptor.Version;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class SchemaChangeTest extends OnEachDatabase {

  /** A host may give the store a pool with a single connection. */
  @Test
  void one_connection_is_enough() throws Exception {
    database.lend(() -> {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(database.url());
      config.setUsername(kind.name().startsWith("H2") ? "sa" : null);
      config.setMaximumPoolSize(1);
      config.setConnectionTimeout(5_000);
      try (HikariDataSource single = new HikariDataSource(config)) {
        Schema alone = Schema.of(single);
        alone.migrate();
        alone.withMigrations("later-migrations").migrate();
        alone.withMigrations("later-migrations").rollBackTo("1");
        alone.migrate();
        alone.verify();
        assertThat(single.getHikariPoolMXBean().getActiveConnections()).isZero();
      }
    });
  }

  @Nested
  class A_failing_migration {

    @Test
    void leaves_tables_and_rows_unchanged() throws SQLException {
      HalfDone.video(JdbcVideoStore.open(database.pool()));
      sql.execute("create table invoice (id int primary key)", "insert into invoice values (1)");
      List<String> before = database.dump();

      assertThatExceptionOfType(ReelstateException.class)
          .isThrownBy(() -> schema.withMigrations(broken()).migrate())
          .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.SCHEMA_MISMATCH))
          .satisfies(e -> assertThat(e.failure().detail()).contains("reelstate_nowhere"));

      assertThat(database.dump()).isEqualTo(before);
      schema.verify();
      HalfDone.video(JdbcVideoStore.open(database.pool()));
    }

    @Test
    void leaves_an_empty_database_empty() throws SQLException {
      List<String> before = database.dump();

      assertThatExceptionOfType(ReelstateException.class)
          .isThrownBy(() -> schema.withMigrations(broken()).migrate());
      database
          .otherSchema()
          .ifPresent(films -> assertThatExceptionOfType(ReelstateException.class)
              .isThrownBy(() ->
                  Schema.of(database.pool(), films).withMigrations(broken()).migrate()));

      assertThat(database.dump()).isEqualTo(before);
      schema.migrate();
      schema.verify();
    }

    @Test
    void leaves_a_named_schema_unchanged() throws SQLException {
      String films = database.requireOtherSchema();
      schema.migrate();
      HalfDone.video(JdbcVideoStore.builder(database.pool()).schema(films).build());
      List<String> before = database.dump();

      assertThatExceptionOfType(ReelstateException.class)
          .isThrownBy(
              () -> Schema.of(database.pool(), films).withMigrations(broken()).migrate());

      assertThat(database.dump()).isEqualTo(before);
    }
  }

  @Nested
  class An_interrupted_migration {

    @BeforeEach
    void is_not_undone_by_the_database() {
      assumeThat(kind.isTransactional()).as("The database rolls it back itself").isFalse();
    }

    @Test
    void is_undone_by_the_next_one() throws SQLException {
      HalfDone.video(JdbcVideoStore.open(database.pool()));
      List<String> before = database.dump();
      SchemaSession.call(database.pool(), null, session -> {
        new SafetyCopy(session).take();
        session.execute("update reelstate_video set title = 'changed'");
        session.execute("alter table reelstate_video drop column media");
        session.execute("drop table reelstate_reader");
        session.connection().commit();
        return true;
      });

      assertThatExceptionOfType(ReelstateException.class)
          .isThrownBy(schema::verify)
          .withMessageContaining("A schema change was interrupted");
      schema.migrate();

      assertThat(database.dump()).isEqualTo(before);
    }

    @Test
    void may_be_interrupted_again_while_it_is_undone() throws SQLException {
      HalfDone.video(JdbcVideoStore.open(database.pool()));
      List<String> before = database.dump();
      SchemaSession.call(database.pool(), null, session -> {
        new SafetyCopy(session).take();
        return true;
      });
      sql.execute(
          "drop table reelstate_task_dependency", "create table reelstate_reader_2 (id int)");

      schema.migrate();

      assertThat(database.dump()).isEqualTo(before);
    }
  }

  @Nested
  class Rolling_back {

    @Test
    void goes_back_and_forth_and_keeps_the_data_of_the_version() throws SQLException {
      HalfDone.video(JdbcVideoStore.open(database.pool()));
      List<String> before = database.dump();
      Schema later = schema.withMigrations("later-migrations");
      later.migrate();
      later.verify();
      assertThat(database.dump()).isNotEqualTo(before);

      later.rollBackTo(MigrationFiles.of(kind.dialect()).latest().toString());
      assertThat(database.dump()).isEqualTo(before);

      later.migrate();
      later.verify();
    }

    @Test
    void undoes_each_migration() throws SQLException {
      schema.migrate();
      List<String> full = database.dump();

      schema.rollBackTo("2");
      assertThat(schema.validate())
          .filteredOn(finding -> finding.kind() == Kind.MISSING_COLUMN)
          .extracting(SchemaFinding::name)
          .contains("recipe", "recipe_version", "metadata", "parameters", "edits");
      schema.rollBackTo("1.1");
      assertThat(schema.validate())
          .filteredOn(finding -> finding.kind() == Kind.MISSING_TABLE)
          .extracting(SchemaFinding::table)
          .containsExactlyInAnyOrder(
              "reelstate_annotation",
              "reelstate_evaluation",
              "reelstate_evaluation_class",
              "reelstate_evaluation_entry",
              "reelstate_evaluation_figure",
              "reelstate_evaluation_truth",
              "reelstate_ground_truth",
              "reelstate_ground_truth_frame",
              "reelstate_ground_truth_review",
              "reelstate_set_aside",
              "reelstate_stranded_task",
              "reelstate_task_wait",
              "reelstate_trace");
      schema.rollBackTo("1");
      assertThat(schema.validate())
          .filteredOn(finding -> finding.kind() == Kind.MISSING_INDEX)
          .extracting(SchemaFinding::name)
          .containsAll(indexesOf("1.1"));
      schema.rollBackTo("0");
      List<String> tables =
          SchemaSession.call(database.pool(), null, session -> session.tables(TableNames.PREFIX));
      assertThat(tables).singleElement().asString().isEqualToIgnoringCase(History.TABLE);
      schema.migrate();

      schema.verify();
      assertThat(database.dump()).hasSameSizeAs(full);
    }

    @Test
    void that_fails_leaves_tables_and_rows_unchanged() throws SQLException {
      Schema later = schema.withMigrations("broken-way-back");
      later.migrate();
      HalfDone.video(
          JdbcVideoStore.builder(database.pool()).schemaMode(SchemaMode.NONE).build());
      List<String> before = database.dump();

      assertThatExceptionOfType(ReelstateException.class).isThrownBy(() -> later.rollBackTo("1"));

      assertThat(database.dump()).isEqualTo(before);
      later.verify();
    }

    @Test
    void needs_a_previous_version_and_a_script() {
      assertThatExceptionOfType(ReelstateException.class)
          .isThrownBy(() -> schema.rollBackTo("1"))
          .withMessageContaining("no history");
      schema.withMigrations("later-migrations").migrate();
      assertThatIllegalArgumentException().isThrownBy(() -> schema.rollBackTo("7"));
      assertThatExceptionOfType(ReelstateException.class)
          .isThrownBy(() -> schema.rollBackTo("1"))
          .withMessageContaining("no script to roll back version 98");
    }
  }

  private String[] broken() {
    return kind == TestDatabase.SQLITE
        ? new String[] {"broken-migrations"}
        : new String[] {"broken-migrations", "broken-migrations-of-constraints"};
  }

  private List<String> indexesOf(String version) {
    return MigrationFiles.of(kind.dialect()).up().stream()
        .filter(script -> script.version().equals(Version.parse(version)))
        .flatMap(script ->
            Pattern.compile("create index (\\w+)").matcher(script.text()).results())
        .map(found -> found.group(1))
        .toList();
  }
}
