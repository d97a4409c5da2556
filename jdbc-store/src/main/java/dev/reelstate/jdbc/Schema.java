package dev.reelstate.jdbc;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.schema.DefaultSchema;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a {@link JdbcVideoStore} in one database. They may share their schema with other tables: all their names begin
 * with {@code reelstate_}, and so does that of the table that keeps their migrations. Immutable and thread-safe.
 */
public final class Schema {

  private static final String PREFIX = "reelstate_";

  private final DataSource dataSource;
  private final @Nullable String name;

  private Schema(DataSource dataSource, @Nullable String name) {
    this.dataSource = dataSource;
    this.name = name;
  }

  /** The tables in the schema in which the connections of a data source begin. */
  public static Schema of(DataSource dataSource) {
    return new Schema(dataSource, null);
  }

  /**
   * The tables in a schema of one's choice.
   *
   * @param name letters, digits and underscores, in any case, to be used without quotes
   * @throws IllegalArgumentException if it has any other character
   */
  public static Schema of(DataSource dataSource, String name) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException(
          "A schema's name is made of letters, digits and underscores, not \"" + name + "\".");
    }
    return new Schema(dataSource, name);
  }

  /**
   * Makes the tables, or brings them up to this release. Needs Flyway on the class path. It keeps its history in the table
   * {@code reelstate_schema_history}, apart from that of a host's own Flyway.
   *
   * @throws ReelstateException if the database fails, or its history is not one of this release
   */
  public void migrate() {
    Dialect dialect;
    String liveName;
    String history;
    try (Connection connection = dataSource.getConnection()) {
      dialect = Dialect.of(connection);
      liveName = liveName(connection);
      history = Dialect.fold(connection.getMetaData(), PREFIX + "schema_history");
    } catch (SQLException e) {
      throw Dialect.failure(e);
    }
    Migrations.run(dataSource, liveName, history, dialect);
  }

  /**
   * Compares the tables and columns that are there with those this release needs.
   *
   * @return what is missing; empty if nothing is
   */
  public List<SchemaFinding> validate() {
    Map<String, Set<String>> live = liveColumns();
    List<SchemaFinding> findings = new ArrayList<>();
    for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
      Set<String> columns = live.get(table.getName());
      if (columns == null) {
        findings.add(SchemaFinding.missingTable(table.getName()));
        continue;
      }
      for (Field<?> field : table.fields()) {
        if (!columns.contains(field.getName())) {
          findings.add(SchemaFinding.missingColumn(table.getName(), field.getName()));
        }
      }
    }
    return findings;
  }

  /**
   * Makes sure that nothing is missing.
   *
   * @throws ReelstateException with the code SCHEMA_MISMATCH and the list, if something is
   */
  public void verify() {
    List<SchemaFinding> findings = validate();
    if (!findings.isEmpty()) {
      String list = findings.stream().map(SchemaFinding::message).collect(Collectors.joining(" "));
      throw new ReelstateException(Failure.permanent(
          FailureCode.SCHEMA_MISMATCH,
          "The database's schema is not the one this release needs. " + list));
    }
  }

  /** The schema's name as the database keeps it, or null for that in which connections begin. */
  @Nullable
  String liveName(Connection connection) throws SQLException {
    return name == null ? null : Dialect.fold(connection.getMetaData(), name);
  }

  private Map<String, Set<String>> liveColumns() {
    Map<String, Set<String>> live = new HashMap<>();
    try (Connection connection = dataSource.getConnection()) {
      Dialect dialect = Dialect.of(connection);
      String catalog = dialect.catalog(connection, liveName(connection));
      String wanted = dialect.schema(connection, liveName(connection));
      String tables = Dialect.fold(connection.getMetaData(), PREFIX) + "%";
      try (ResultSet columns = connection.getMetaData().getColumns(catalog, wanted, tables, "%")) {
        while (columns.next()) {
          live.computeIfAbsent(lower(columns.getString("TABLE_NAME")), table -> new HashSet<>())
              .add(lower(columns.getString("COLUMN_NAME")));
        }
      }
    } catch (SQLException e) {
      throw Dialect.failure(e);
    }
    return live;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
