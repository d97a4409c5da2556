package dev.reelstate.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.backup.Backup;
import dev.reelstate.jdbc.schema.DefaultSchema;
import dev.reelstate.testkit.contract.TaskReportContract;
import dev.reelstate.testkit.contract.VideoCatalogContract;
import dev.reelstate.video.NewVideo;
import java.net.URL;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jooq.Field;
import org.jooq.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on the libraries that Spring Boot chooses, older or newer than those we build with. */
class ManagedVersionsTest implements VideoCatalogContract, TaskReportContract {

  private final JdbcConnectionPool database =
      JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "");
  private final JdbcVideoStore store = JdbcVideoStore.open(database);

  @TempDir
  Path folder;

  @AfterEach
  void close() {
    store.close();
    database.dispose();
  }

  @Override
  public JdbcVideoStore store() {
    return store;
  }

  @Override
  public void passTime(Duration duration) {
    try (Connection connection = database.getConnection();
        Statement sql = connection.createStatement()) {
      for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
        for (Field<?> field : table.fields()) {
          if (field.getName().endsWith("_at")) {
            sql.execute("update %1$s set %2$s = %2$s - %3$d"
                .formatted(table.getName(), field.getName(), duration.toNanos() / 1000));
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void these_are_the_hosts_versions() {
    URL flyway = Flyway.class.getProtectionDomain().getCodeSource().getLocation();

    assertThat(flyway.getPath()).contains("flyway-core-" + System.getProperty("flyway") + ".");
  }

  @Test
  void the_schema_is_valid_and_migrated_once() {
    assertThat(store.schema().validate()).isEmpty();
    store.schema().migrate();
    store.verify();

    assertThat(store.schema().validate()).isEmpty();
    assertThat(store.schema().checkData()).isEmpty();
  }

  @Test
  void a_file_database_is_opened_backed_up_and_restored() {
    Path backup = folder.resolve("backup.zip");
    NewVideo video = NewVideo.named("a.mp4");
    try (JdbcVideoStore from = JdbcVideoStore.openH2(folder.resolve("from"))) {
      from.videos().create(video);
      from.backup().write(backup);
    }
    assertThat(Backup.verify(backup).rows()).isPositive();
    try (JdbcVideoStore to = JdbcVideoStore.openH2(folder.resolve("to"))) {
      to.backup().restore(backup);

      assertThat(to.videos().find(video.id())).isPresent();
    }
  }
}
