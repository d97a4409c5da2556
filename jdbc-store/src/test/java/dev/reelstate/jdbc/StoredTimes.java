package dev.reelstate.jdbc;

import dev.reelstate.jdbc.schema.DefaultSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.jooq.Field;
import org.jooq.Table;

/**
 * Simulates the passing of time for a store in a database whose clock cannot be moved: moves all
 * stored times into the past instead.
 */
final class StoredTimes {

  private StoredTimes() {}

  static void rewind(DataSource dataSource, String prefix, Duration duration) {
    long micros = duration.dividedBy(ChronoUnit.MICROS.getDuration());
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
        for (Field<?> field : table.fields()) {
          if (field.getName().endsWith("_at")) {
            statement.execute("update %s set %s = %s - %d"
                .formatted(prefix + table.getName(), field.getName(), field.getName(), micros));
          }
        }
      }
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
