package dev.reelstate.jdbc.dialect;

import dev.reelstate.jdbc.migration.SafetyCopy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the schema of the tables, in which names need no qualification. Nothing is
 * committed automatically. On close, uncommitted changes are rolled back and the connection's
 * settings are restored. Not thread-safe.
 */
public final class SchemaSession implements AutoCloseable {

  private final Connection connection;
  private final Dialect dialect;
  private final DSLContext sql;
  private final boolean autoCommit;
  private final @Nullable String schemaBefore;

  private SchemaSession(
      Connection connection, Dialect dialect, boolean autoCommit, @Nullable String schemaBefore) {
    this.connection = connection;
    this.dialect = dialect;
    this.autoCommit = autoCommit;
    this.schemaBefore = schemaBefore;
    this.sql = DSL.using(
        connection,
        dialect.jooq(),
        new Settings()
            .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
            .withRenderSchema(false)
            .withExecuteLogging(false));
  }

  /** Work in a session. */
  public interface Work<T> {
    T in(SchemaSession session) throws SQLException;
  }

  /**
   * Runs work without committing it.
   *
   * @param schema the name as the database stores it, or null for the schema in which connections
   *     start
   * @throws dev.reelstate.ReelstateException if the database fails
   */
  public static <T> T call(DataSource dataSource, @Nullable String schema, Work<T> work) {
    try (Connection connection = dataSource.getConnection();
        SchemaSession session = open(connection, schema)) {
      return work.in(session);
    } catch (DataAccessException e) {
      SQLException error = e.getCause(SQLException.class);
      throw error == null ? e : Dialect.failure(error);
    } catch (SQLException e) {
      throw Dialect.failure(e);
    }
  }

  /**
   * A schema's name as the database stores it, or null for the schema in which connections start.
   */
  public static @Nullable String liveName(Connection connection, @Nullable String name)
      throws SQLException {
    return name == null ? null : Dialect.of(connection).schemaName(connection.getMetaData(), name);
  }

  private static SchemaSession open(Connection connection, @Nullable String schema)
      throws SQLException {
    Dialect dialect = Dialect.of(connection);
    boolean autoCommit = connection.getAutoCommit();
    if (autoCommit) {
      connection.setAutoCommit(false);
    }
    String live = liveName(connection, schema);
    String before = live == null ? null : enter(connection, dialect, live);
    return new SchemaSession(connection, dialect, autoCommit, before);
  }

  public Dialect dialect() {
    return dialect;
  }

  public Connection connection() {
    return connection;
  }

  public DSLContext sql() {
    return sql;
  }

  public DatabaseMetaData metaData() throws SQLException {
    return connection.getMetaData();
  }

  /** The catalog that contains the tables, where the database has catalogs instead of schemas. */
  @Nullable
  public String catalog() throws SQLException {
    return metaData().supportsSchemasInDataManipulation() ? null : connection.getCatalog();
  }

  /** The schema that contains the tables, where the database has schemas. */
  @Nullable
  public String schema() throws SQLException {
    return metaData().supportsSchemasInDataManipulation() ? connection.getSchema() : null;
  }

  /** The name of the schema in the database's information schema. */
  public String place() throws SQLException {
    return Objects.requireNonNullElse(schema() == null ? catalog() : schema(), "");
  }

  /**
   * The tables whose names start with a prefix, as the database writes them. Excludes a
   * {@link SafetyCopy} unless the prefix asks for it.
   */
  public List<String> tables(String prefix) throws SQLException {
    List<String> tables = new ArrayList<>();
    String pattern = Dialect.fold(metaData(), prefix) + "%";
    try (ResultSet row =
        metaData().getTables(catalog(), schema(), pattern, new String[] {"TABLE", "BASE TABLE"})) {
      while (row.next()) {
        String table = row.getString("TABLE_NAME");
        String lower = table.toLowerCase(Locale.ROOT);
        if (lower.startsWith(prefix)
            && (prefix.startsWith(TableNames.COPY_PREFIX)
                || !lower.startsWith(TableNames.COPY_PREFIX))) {
          tables.add(table);
        }
      }
    }
    return tables;
  }

  public void execute(String statement) throws SQLException {
    try (var plain = connection.createStatement()) {
      plain.execute(statement);
    }
  }

  /** Executes statements in one transaction, as far as the database supports it. */
  public void commit(List<String> statements) throws SQLException {
    try {
      for (String statement : statements) {
        execute(statement);
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.rollback();
    if (schemaBefore != null) {
      leave();
    }
    if (autoCommit) {
      connection.setAutoCommit(true);
    }
  }

  /** Switches to a schema, and returns the previous one. */
  private static String enter(Connection connection, Dialect dialect, String schema)
      throws SQLException {
    String before;
    if (dialect.jooq().family() == SQLDialect.POSTGRES) {
      // The whole search path, of which the driver returns only the first schema.
      before = DSL.using(connection, dialect.jooq())
          .fetchSingle("select current_setting('search_path')")
          .get(0, String.class);
    } else {
      before = isInSchemas(connection) ? connection.getSchema() : connection.getCatalog();
    }
    if (isInSchemas(connection)) {
      connection.setSchema(schema);
    } else {
      connection.setCatalog(schema);
    }
    connection.commit();
    return before;
  }

  private void leave() throws SQLException {
    if (dialect.jooq().family() == SQLDialect.POSTGRES) {
      sql.fetch("select set_config('search_path', ?, false)", schemaBefore);
    } else if (isInSchemas(connection)) {
      connection.setSchema(schemaBefore);
    } else {
      connection.setCatalog(schemaBefore);
    }
    connection.commit();
  }

  private static boolean isInSchemas(Connection connection) throws SQLException {
    return connection.getMetaData().supportsSchemasInDataManipulation();
  }
}
