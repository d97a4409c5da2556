package dev.reelstate.jdbc.legacy;

import dev.reelstate.jdbc.dialect.Dialect;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A table of the earlier platform, with the columns that it actually has. Immutable and
 * thread-safe.
 *
 * @param name the name in lower case
 * @param source the name in statements
 * @param columns the columns' names in statements, by their names in lower case
 */
record LegacyTable(String name, String source, Map<String, String> columns) {

  /**
   * Finds a table or view in the schema in which connections start, ignoring the case of its name.
   */
  static Optional<LegacyTable> find(Connection connection, String name) throws SQLException {
    Dialect dialect = Dialect.of(connection);
    DatabaseMetaData database = connection.getMetaData();
    String catalog = dialect.catalog(connection, null);
    String schema = dialect.schema(connection, null);
    Set<String> found = new TreeSet<>();
    try (ResultSet tables = database.getTables(catalog, schema, "%", null)) {
      while (tables.next()) {
        if (tables.getString("TABLE_NAME").equalsIgnoreCase(name)) {
          found.add(tables.getString("TABLE_NAME"));
        }
      }
    }
    Optional<String> actual =
        found.contains(name) ? Optional.of(name) : found.stream().findFirst();
    if (actual.isEmpty()) {
      return Optional.empty();
    }
    String quote = database.getIdentifierQuoteString();
    Map<String, String> columns = new HashMap<>();
    try (ResultSet all = database.getColumns(catalog, schema, "%", "%")) {
      while (all.next()) {
        if (all.getString("TABLE_NAME").equals(actual.get())) {
          String column = all.getString("COLUMN_NAME");
          columns.putIfAbsent(column.toLowerCase(Locale.ROOT), quoted(column, quote));
        }
      }
    }
    return Optional.of(new LegacyTable(name, quoted(actual.get(), quote), columns));
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  /** The wanted columns that exist, with their names in statements. */
  Map<String, String> present(Collection<String> wanted) {
    Map<String, String> present = new LinkedHashMap<>();
    wanted.stream().filter(this::has).forEach(column -> present.put(column, columns.get(column)));
    return present;
  }

  /** All columns except some, in alphabetical order. */
  List<String> besides(Collection<String> others) {
    return columns.keySet().stream()
        .filter(column -> !others.contains(column))
        .sorted()
        .toList();
  }

  /** A statement that reads some of the columns, in the given order, sorted by another column. */
  String select(Collection<String> some, String order) {
    return "select "
        + some.stream().map(this::required).collect(Collectors.joining(", "))
        + " from " + source + " order by " + required(order);
  }

  private String required(String column) {
    String actual = columns.get(column);
    if (actual == null) {
      throw new IllegalStateException("The table " + name + " has no column " + column + ".");
    }
    return actual;
  }

  private static String quoted(String name, String quote) {
    String mark = quote.strip();
    return mark + name.replace(mark.isEmpty() ? "\"" : mark, mark + mark) + mark;
  }
}
