package dev.reelstate.jdbc.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.Trait;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.TestServer;
import dev.reelstate.jdbc.TestSql;
import dev.reelstate.jdbc.dialect.H2Database;
import dev.reelstate.jdbc.legacy.LegacyReport.Rows;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoQuery;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Imports the same film with the same two cats from databases that use different types. */
class LegacyDatabasesTest {

  private final H2Database database = H2Database.inMemory(UUID.randomUUID().toString());
  private final JdbcVideoStore store = JdbcVideoStore.open(database.pool());

  @TempDir
  private Path folder;

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_film_on_postgresql() throws SQLException {
    TestSql sql = new TestSql(TestServer.postgres().pool());
    onServer(sql, () -> {
      sql.execute(
          "create type film_status as enum ('Pending', 'COMPLETED')",
          "create table videos (id uuid primary key, filename text not null, file_path text,"
              + " file_size numeric(20), duration interval, fps numeric(6, 3), resolution char(12),"
              + " status film_status, project_id smallint, created_at timestamp with time zone,"
              + " tags text[])",
          "insert into videos values ('0190A000-0000-7000-8000-000000000017', 'a.mp4', '/srv/a.mp4',"
              + " 1234, null, 25.000, '640x360', 'COMPLETED', 3, '2024-02-03 05:05:06+01', '{a}')",
          "create table ground_truth_objects (id bigserial, video_id text, frame_number bigint,"
              + " \"timestamp\" real, class_label text, x real, y real, width real, height real,"
              + " confidence numeric(4, 3), validated boolean, difficult smallint)",
          "insert into ground_truth_objects values"
              + " (1, '0190a000-0000-7000-8000-000000000017', 5, 0.25, 'cat', 1.5, 2, 3, 4, 0.5, true, 1),"
              + " (2, '0190a000-0000-7000-8000-000000000017', 50, null, 'cat', 1, 2, 3, 4, null, 'f', 0)");

      assertImported(TestServer.postgres().pool(), "0190a000-0000-7000-8000-000000000017");
    });
    sql.execute("drop type film_status");
  }

  @Test
  @EnabledIf(
      value = "dev.reelstate.jdbc.TestServer#hasMariaDb",
      disabledReason = "There is no MariaDB artifact for this machine.")
  void a_film_on_mariadb() throws SQLException {
    TestSql sql = new TestSql(TestServer.mariaDb().pool());
    onServer(sql, () -> {
      sql.execute(
          "create table videos (id int auto_increment primary key, filename varchar(255),"
              + " file_path longtext, file_size varchar(20), duration float, fps varchar(20),"
              + " resolution varchar(20), status enum('pending', 'Completed'), project_id char(36),"
              + " created_at datetime(6))",
          "insert into videos values (17, 'a.mp4', '/srv/a.mp4', '1234', 0, '25/1', '640 x 360',"
              + " 'Completed', '3', '2024-02-03 04:05:06')",
          "create table ground_truth_objects (id int, video_id varchar(20), frame_number int,"
              + " `timestamp` decimal(10, 3), class_label varchar(50), x decimal(8, 2), y decimal(8, 2),"
              + " width decimal(8, 2), height decimal(8, 2), confidence float, validated bit(1),"
              + " difficult tinyint(1))",
          "insert into ground_truth_objects values"
              + " (1, '17', 5, 0.25, 'cat', 1.5, 2, 3, 4, 0.5, b'1', 1),"
              + " (2, '17', 50, null, 'cat', 1, 2, 3, 4, null, b'0', 0)");

      assertImported(TestServer.mariaDb().pool(), "17");
    });
  }

  @Test
  void a_film_on_sqlite() throws SQLException {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl("jdbc:sqlite:" + folder.resolve("old.db"));
      pool.setAutoCommit(false);
      new TestSql(pool)
          .execute(
              "create table Videos (ID integer primary key, FileName text, File_Path text,"
                  + " file_size text, duration real, fps text, resolution text, status text,"
                  + " project_id integer, created_at datetime)",
              "insert into Videos values (17, 'a.mp4', '/srv/a.mp4', '1234', null, '25', '640X360',"
                  + " 'completed', 3, 1706933106000)",
              "create table ground_truth_objects (video_id integer, frame_number text, timestamp text,"
                  + " class_label text, x text, y text, width text, height text, confidence text,"
                  + " validated text, difficult text)",
              "insert into ground_truth_objects values"
                  + " (17, '5', '0.25', 'cat', '1.5', '2', '3', '4', '0.5', 'true', 't'),"
                  + " ('17', '50', null, 'cat', 1, 2, 3, 4, null, '0', 'no')");

      assertImported(pool, "17");
    }
  }

  /** Imports into the earlier platform's own database. */
  @Test
  void a_film_within_postgresql() throws SQLException {
    TestServer server = TestServer.postgres();
    server.empty();
    TestSql sql = new TestSql(server.pool());
    onServer(sql, () -> {
      LegacyFilms.make(sql, 120, 3);

      LegacyReport report = LegacyImport.from(server.pool()).build().into(server.store());

      assertThat(report.videos()).isEqualTo(new Rows(120, 120, 0, 0, 0));
      assertThat(report.annotations()).isEqualTo(new Rows(360, 360, 0, 0, 0));
      assertThat(server.store().schema().checkData()).isEmpty();
    });
    server.empty();
  }

  private void assertImported(DataSource legacy, String id) {
    LegacyReport report = LegacyImport.from(legacy).build().into(store);

    assertThat(report.problems()).isEmpty();
    assertThat(report.videos()).isEqualTo(new Rows(1, 1, 0, 0, 0));
    assertThat(report.annotations()).isEqualTo(new Rows(2, 2, 0, 0, 0));
    Video video = store.videos().list(VideoQuery.all()).items().get(0);
    assertThat(video.uploadKey()).isEqualTo("legacy:" + id);
    assertThat(video.project()).isEqualTo("3");
    assertThat(video.labels()).containsExactly("legacy-status:completed");
    assertThat(Objects.requireNonNull(video.failure()).facts())
        .isEqualTo(Map.of(
            "file_path", "/srv/a.mp4",
            "file_size", "1234",
            "fps", "25.0",
            "resolution", "640x360",
            "status", "completed",
            "created_at", "2024-02-03T04:05:06Z"));
    assertThat(store.groundTruth().find(video.id()).orElseThrow().content().frames())
        .containsExactly(
            new AnnotatedFrame(
                FrameRef.of(5, Duration.ofMillis(250)),
                List.of(Annotation.of("cat", new Box(1.5, 2, 3, 4), imported(true))
                    .withScore(0.5)
                    .withTraits(Set.of(Trait.DIFFICULT)))),
            new AnnotatedFrame(
                FrameRef.estimated(50, Duration.ofSeconds(2)),
                List.of(Annotation.of("cat", new Box(1, 2, 3, 4), imported(false)))));
  }

  private static Provenance imported(boolean confirmed) {
    return new Provenance(Origin.IMPORT, "legacy", confirmed);
  }

  private static void onServer(TestSql sql, Work work) throws SQLException {
    try {
      work.run();
    } finally {
      sql.execute("drop table if exists ground_truth_objects", "drop table if exists videos");
    }
  }

  private interface Work {
    void run() throws SQLException;
  }
}
