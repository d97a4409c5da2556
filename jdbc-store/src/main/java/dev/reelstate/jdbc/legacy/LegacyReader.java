package dev.reelstate.jdbc.legacy;

import dev.reelstate.jdbc.dialect.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of the earlier platform one by one, with the types of the database. Not thread-safe.
 */
final class LegacyReader {

  /** The rows fetched per round trip. */
  private static final int FETCH = 1000;

  private final Connection connection;
  private final Dialect dialect;

  /**
   * Reads on a connection with auto-commit off, since some drivers otherwise read everything at
   * once.
   */
  LegacyReader(Connection connection) throws SQLException {
    this.connection = connection;
    this.dialect = Dialect.of(connection);
  }

  /** Passes on each row's cells, by column, in the order of another column. */
  void read(
      LegacyTable table,
      Collection<String> columns,
      String order,
      Consumer<Map<String, @Nullable Object>> rows)
      throws SQLException {
    List<String> present = new ArrayList<>(table.present(columns).keySet());
    try (PreparedStatement statement = connection.prepareStatement(table.select(present, order))) {
      statement.setFetchSize(FETCH);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          Map<String, @Nullable Object> cells = new HashMap<>();
          for (int i = 0; i < present.size(); i++) {
            cells.put(present.get(i), cell(result, i + 1));
          }
          rows.accept(cells);
        }
      }
    }
  }

  /**
   * Reads times with their zone, since they would otherwise use this machine's, and large texts as
   * strings, since they would otherwise be lost with the row.
   */
  private @Nullable Object cell(ResultSet row, int column) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    int type = columns.getColumnType(column);
    if (dialect == Dialect.SQLITE) {
      return row.getObject(column); // as it was written, whatever the column's type
    }
    if (type == Types.TIMESTAMP_WITH_TIMEZONE
        || (type == Types.TIMESTAMP && hasZone(columns.getColumnTypeName(column)))) {
      return row.getObject(column, OffsetDateTime.class);
    }
    if (type == Types.TIMESTAMP) {
      return row.getObject(column, LocalDateTime.class);
    }
    Object value = row.getObject(column);
    boolean plain = value == null
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof byte[]
        || value instanceof java.util.UUID;
    return plain ? value : row.getString(column);
  }

  private boolean hasZone(String type) {
    String name = type.toLowerCase(Locale.ROOT);
    boolean mysql = dialect == Dialect.MARIADB || dialect == Dialect.MYSQL;
    return name.contains("tz") || name.contains("zone") || (mysql && name.equals("timestamp"));
  }
}
