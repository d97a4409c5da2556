package dev.reelstate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.jdbc.TestDatabase.Place;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Moves more rows than a batch has. That memory does not grow with them is seen on demand, with a heap in which they have no room:
 * {@code mvn test -pl jdbc-store -am -Dtest=LargeBackupTest -Dsurefire.failIfNoSpecifiedTests=false -Dbackup.rows=200000
 * -DargLine=-Xmx64m}.
 */
class LargeBackupTest {

  private static final int ROWS = Integer.getInteger("backup.rows", 2_000);
  private static final int BATCH = 500;

  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource
  void all_rows_are_moved(TestDatabase database) throws SQLException {
    Path file = folder.resolve("store.zip");
    try (Place from = database.open(folder);
        Place to = database.open(folder)) {
      from.schema().migrate();
      to.schema().migrate();
      fill(from);

      BackupManifest written = from.backup().write(file);
      assertThat(to.backup().restore(file).rows()).isEqualTo(written.rows()).isEqualTo(ROWS + 2L);
    }
  }

  /** As many events of one video, each with a payload of a kilobyte. */
  private static void fill(Place place) {
    place.schema().call(session -> {
      UUID video = UUID.randomUUID();
      session.execute(
          "insert into reelstate_video (id, project, title, file_name, priority, status,"
              + " version, generation, published_generation, done_weight, total_weight,"
              + " ground_truth_status, event_number, created_at, updated_at) values ('" + video
              + "', 'p', 't', 'f', 0, 'uploading', 1, 0, 0, 0, 0, 'none', " + ROWS + ", 0, 0)");
      String payload = "x".repeat(1_000);
      try (var insert = session
          .connection()
          .prepareStatement("insert into reelstate_event (video_id, number, type, happened_at,"
              + " payload) values ('" + video + "', ?, 'later', 0, ?)")) {
        for (int number = 1; number <= ROWS; number++) {
          insert.setLong(1, number);
          insert.setString(2, payload + number);
          insert.addBatch();
          if (number % BATCH == 0) {
            insert.executeBatch();
          }
        }
      }
      session.connection().commit();
      return true;
    });
  }
}
