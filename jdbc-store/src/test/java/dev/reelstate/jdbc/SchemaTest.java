package dev.reelstate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.ReelstateException;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.NewVideo;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaTest {

  private final H2Database database = H2Database.inMemory(UUID.randomUUID().toString());
  private final DataSource pool = database.pool();
  private final TestSql sql = new TestSql(pool);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_migrated_schema_lacks_nothing_and_can_be_migrated_again() {
    Schema schema = Schema.of(pool);
    schema.migrate();
    schema.migrate();

    assertThat(schema.validate()).isEmpty();
    schema.verify();
  }

  @Test
  void it_is_refused_with_a_line_for_each_thing_that_is_missing() throws SQLException {
    Schema schema = Schema.of(pool);
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
                    "- The table reelstate_reader is missing. Its rows are lost, so a backup has to be restored."));
  }

  @Test
  void a_store_that_only_validates_makes_nothing_and_refuses_what_is_missing() {
    assertThatExceptionOfType(ReelstateException.class)
        .isThrownBy(
            () -> JdbcVideoStore.builder(pool).schemaMode(SchemaMode.VALIDATE).build())
        .withMessageContaining("The table reelstate_video is missing.");

    Schema.of(pool).migrate();
    JdbcVideoStore.builder(pool).schemaMode(SchemaMode.VALIDATE).build().verify();
  }

  @Test
  void a_store_without_a_schema_mode_does_not_look() {
    JdbcVideoStore store =
        JdbcVideoStore.builder(pool).schemaMode(SchemaMode.NONE).build();

    assertThatExceptionOfType(ReelstateException.class).isThrownBy(store::verify);
  }

  @Test
  void it_lives_beside_a_host_and_its_own_flyway() throws SQLException {
    sql.execute("create table customer (id int primary key)");
    Flyway host = Flyway.configure()
        .dataSource(pool)
        .locations("classpath:host-migrations")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load();
    host.migrate();

    JdbcVideoStore store = JdbcVideoStore.open(pool);
    store.videos().create(NewVideo.named("a.mp4"));

    assertThat(host.migrate().migrationsExecuted).isZero();
    assertThat(sql.count("select count(*) from \"flyway_schema_history\" where \"version\" = '1'"))
        .isEqualTo(1);
    assertThat(sql.count("select count(*) from reelstate_schema_history where \"success\""))
        .isGreaterThan(1);
    assertThat(sql.count("select count(*) from invoice")).isZero();
  }

  @Test
  void a_schema_of_its_own_is_made() throws SQLException {
    JdbcVideoStore store = JdbcVideoStore.builder(pool).schema("films").build();
    store.videos().create(NewVideo.named("a.mp4"));

    assertThat(sql.count("select count(*) from films.reelstate_video")).isEqualTo(1);
    assertThat(Schema.of(pool, "films").validate()).isEmpty();
    assertThat(Schema.of(pool).validate()).isNotEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> Schema.of(pool, "films; drop"));
  }
}
