package dev.reelstate.jdbc.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.jdbc.backup.EmptyPlace.Place;
import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.video.NewVideo;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Moves more rows than fit in a batch. To check that memory use does not grow with the rows, run it
 * with a heap that cannot hold them: {@code mvn test -pl jdbc-store -am -Dtest=LargeBackupTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dbackup.rows=200000 -DargLine=-Xmx64m}.
 */
class LargeBackupTest {

  private static final int ROWS = Integer.getInteger("backup.rows", 2_000);

  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource
  void all_rows_are_moved(EmptyPlace database) throws SQLException {
    Path file = folder.resolve("store.zip");
    try (Place from = database.open(folder);
        Place to = database.open(folder)) {
      from.store().videos().create(NewVideo.named("long.mp4"));
      to.schema().migrate();
      multiplyEvents(from);

      BackupManifest written = from.backup().write(file);
      assertThat(to.backup().restore(file).rows()).isEqualTo(written.rows()).isGreaterThan(ROWS);
    }
  }

  /** Adds {@link #ROWS} copies of the existing event, each with a payload of a kilobyte. */
  private static void multiplyEvents(Place place) {
    PortableTable events = PortableTable.all().stream()
        .filter(table -> table.name().equals("reelstate_event"))
        .findFirst()
        .orElseThrow();
    List<String> names =
        events.columns().stream().map(PortableTable.Column::name).toList();
    String payload = "x".repeat(1_000);
    SchemaSession.call(place.schema().dataSource(), place.schema().name().orElse(null), session -> {
      Record first = session.sql().select(events.fields()).from(events.table()).fetchSingle();
      RowInserter inserter = new RowInserter(session.sql(), events);
      for (long i = 1; i <= ROWS; i++) {
        @Nullable Object[] row = PortableTable.values(first);
        row[names.indexOf("id")] = 1_000 + i;
        row[names.indexOf("number")] = 1_000 + i;
        row[names.indexOf("payload")] = payload + i;
        inserter.add(row);
      }
      inserter.flush();
      session.connection().commit();
      return true;
    });
  }
}
