package dev.reelstate.jdbc.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.OnEachDatabase;
import dev.reelstate.jdbc.TestDatabase;
import dev.reelstate.jdbc.dialect.Dialect;
import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.script.History;
import dev.reelstate.jdbc.script.MigrationFiles;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.NewVideo;
import java.lang.module.ModuleDescriptor.Version;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

class SchemaTest extends OnEachDatabase {

  @Test
  void a_migrated_schema_is_complete_and_can_be_migrated_again() {
    schema.migrate();
    schema.migrate();

    assertThat(schema.validate()).isEmpty();
    schema.verify();
  }

  /** Bypasses the lock that serializes the changes of one process. */
  @Test
  void processes_that_start_at_once_migrate_once() {
    assumeThat(kind)
        .as("Other databases lock out other processes, or cannot have any")
        .isEqualTo(TestDatabase.POSTGRESQL);
    Schema.Place place = new Schema.Place(database.pool(), Dialect.POSTGRESQL, null, History.TABLE);
    MigrationFiles files = MigrationFiles.of(Dialect.POSTGRESQL);

    Stream.generate(() -> CompletableFuture.runAsync(() -> Migrations.run(place, files, true)))
        .limit(3)
        .toList()
        .forEach(CompletableFuture::join);

    schema.verify();
  }

  @Test
  void an_incomplete_schema_is_rejected_with_a_line_per_finding() throws SQLException {
    schema.migrate();
    sql.execute("alter table reelstate_artifact drop column content_type");
    sql.execute("drop table reelstate_reader");

    assertThatExceptionOfType(ReelstateException.class)
        .isThrownBy(schema::verify)
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.SCHEMA_MISMATCH))
        .satisfies(
            e -> assertThat(e.failure().message().lines())
                .containsExactlyInAnyOrder(
                    "The database's schema is not the one this release needs:",
                    "- The column reelstate_artifact.content_type is missing. Schema.repair() adds it.",
                    "- The table reelstate_reader is missing. Its rows are lost, so restore a backup."));
  }

  @Test
  void a_store_that_only_validates_creates_nothing_and_rejects_missing_tables() {
    assertThatExceptionOfType(ReelstateException.class)
        .isThrownBy(() -> JdbcVideoStore.builder(database.pool())
            .schemaMode(SchemaMode.VALIDATE)
            .build())
        .withMessageContaining("The table reelstate_video is missing.");

    schema.migrate();
    JdbcVideoStore.builder(database.pool())
        .schemaMode(SchemaMode.VALIDATE)
        .build()
        .verify();
  }

  @Test
  void a_store_with_schema_mode_none_does_not_check() {
    JdbcVideoStore store =
        JdbcVideoStore.builder(database.pool()).schemaMode(SchemaMode.NONE).build();

    assertThatExceptionOfType(ReelstateException.class).isThrownBy(store::verify);
  }

  @Test
  void it_coexists_with_a_host_and_its_own_flyway() throws SQLException {
    sql.execute("create table customer (id int primary key)");
    Flyway host = Flyway.configure()
        .dataSource(database.pool())
        .locations("classpath:host-migrations")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load();
    host.migrate();

    JdbcVideoStore store = JdbcVideoStore.open(database.pool());
    store.videos().create(NewVideo.named("a.mp4"));

    assertThat(host.migrate().migrationsExecuted).isZero();
    assertThat(host.info().applied())
        .filteredOn(MigrationInfo::isVersioned)
        .extracting(MigrationInfo::getScript)
        .contains("V1__invoice.sql")
        .doesNotContain("V1__tables.sql");
    List<Version> ours =
        SchemaSession.call(database.pool(), null, session -> new History(session).versions());
    assertThat(ours)
        .contains(Version.parse("1"), MigrationFiles.of(kind.dialect()).latest());
    schema.rollBackTo("0");
    assertThat(host.validateWithResult().validationSuccessful).isTrue();
    assertThat(sql.count("select count(*) from invoice")).isZero();
  }

  @Test
  void a_host_may_bring_its_own_flyway_later() throws SQLException {
    schema.migrate();
    FluentConfiguration host =
        Flyway.configure().dataSource(database.pool()).locations("classpath:host-migrations");
    assertThatExceptionOfType(FlywayException.class)
        .isThrownBy(() -> host.load().migrate())
        .withMessageContaining("non-empty schema");

    host.baselineOnMigrate(true).baselineVersion("0").load().migrate();

    assertThat(sql.count("select count(*) from invoice")).isZero();
    schema.verify();
  }

  @Test
  void a_named_schema_does_not_concern_the_flyway_of_a_host() throws SQLException {
    String films = database.requireOtherSchema();
    JdbcVideoStore.builder(database.pool()).schema(films).build().close();

    Flyway.configure()
        .dataSource(database.pool())
        .locations("classpath:host-migrations")
        .load()
        .migrate();

    assertThat(sql.count("select count(*) from invoice")).isZero();
    Schema.of(database.pool(), films).verify();
  }

  @Test
  void a_named_schema_is_created() throws SQLException {
    String films = database.requireOtherSchema();
    JdbcVideoStore store = JdbcVideoStore.builder(database.pool()).schema(films).build();
    store.videos().create(NewVideo.named("a.mp4"));

    assertThat(sql.count("select count(*) from " + films + ".reelstate_video")).isEqualTo(1);
    assertThat(Schema.of(database.pool(), films).validate()).isEmpty();
    assertThat(schema.validate()).isNotEmpty();
  }

  @Test
  void a_named_schema_on_sqlite_is_rejected() {
    assumeThat(kind).isEqualTo(TestDatabase.SQLITE);
    Schema films = Schema.of(database.pool(), "films");

    assertThatIllegalArgumentException()
        .isThrownBy(films::migrate)
        .withMessage("SQLite has no schemas; omit the name \"films\", or use a separate file.");
    assertThatIllegalArgumentException().isThrownBy(films::validate);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> JdbcVideoStore.builder(database.pool()).schema("films").build());
  }

  @Test
  void a_schema_name_is_one_word() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schema.of(database.pool(), "films; drop"));
  }
}
