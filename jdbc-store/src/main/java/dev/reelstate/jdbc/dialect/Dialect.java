package dev.reelstate.jdbc.dialect;

import dev.reelstate.ReelstateException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.lang.reflect.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.SelectForUpdateStep;
import org.jooq.SelectOrderByStep;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * All differences between the databases, except the types and indexes of their migrations.
 * Immutable and thread-safe.
 */
public enum Dialect {

  /**
   * H2, embedded or as a server, in any of its modes. Its clock stands still within a transaction.
   */
  H2(
      SQLDialect.H2,
      "cast(extract(epoch from current_timestamp) * 1000000 as bigint)",
      // Deadlock, lock timeout, concurrent update, and a key that another transaction has just
      // taken.
      Set.of("40001", "50200", "90131", "23505")) {

    /** Its repeatable read is a snapshot of a single table. */
    @Override
    public int snapshotIsolation() {
      return Connection.TRANSACTION_SERIALIZABLE;
    }

    /**
     * Embedded H2 ignores the fetch size, and buffers a whole result before it returns the first
     * row.
     */
    @Override
    public String readRowByRow(boolean begin) {
      return "set lazy_query_execution " + begin;
    }

    @Override
    public String restartCounter(String table, String column, long next) {
      return "alter table " + table + " alter column " + column + " restart with " + next;
    }

    @Override
    public Optional<String> fault(DatabaseMetaData database) throws SQLException {
      String version = database.getDatabaseProductVersion();
      String advice = " Use H2 2.3.232 (com.h2database:h2).";
      if (version.startsWith("2.4.")) { // h2database#4308
        return Optional.of("H2 2.4 refuses every row of a table once the connection that created"
            + " the table is closed, until the database is opened again." + advice);
      }
      if (version.startsWith("2.5.")) {
        return Optional.of("H2 2.5 can lose committed rows of a database in a file if its process"
            + " is killed." + advice);
      }
      return Optional.empty();
    }
  },

  /**
   * PostgreSQL. Its current_timestamp is the start of the transaction, so clock_timestamp is used
   * instead.
   */
  POSTGRESQL(
      SQLDialect.POSTGRES,
      "cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)",
      // Serialization failure, deadlock, lock timeout, and a key that another has just taken.
      Set.of("40001", "40P01", "55P03", "23505")) {

    @Override
    public boolean hasPartialIndexes() {
      return true;
    }

    @Override
    public boolean takesArrays() {
      return true;
    }

    /**
     * Uses the same text for any number of values, so that it is parsed once. The array is in a
     * subquery because it is bound as text, which would otherwise be parsed again for each compared
     * row.
     */
    @Override
    public <T> Condition among(Field<T> field, Collection<T> values) {
      @SuppressWarnings("unchecked") // an array of the field's own type
      T[] array = (T[]) Array.newInstance(field.getType(), 0);
      return DSL.condition(
          "{0} = any (cast((select {1}) as " + arrayOf(field.getType()) + "[]))",
          field,
          DSL.val(values.toArray(array)));
    }

    @Override
    public String arrayOf(Class<?> type) {
      return Objects.requireNonNull(ARRAYS.get(type), type.getName());
    }

    /**
     * Flyway looks for its history before it locks anything, and fails if another process creates
     * one meanwhile.
     */
    @Override
    public List<String> lockSchema(String table) {
      return List.of("select pg_advisory_xact_lock(hashtext('" + table + "'))");
    }

    @Override
    public boolean passesOn(Connection connection) throws SQLException {
      try {
        return connection.isWrapperFor(Class.forName("org.postgresql.PGConnection"));
      } catch (ClassNotFoundException e) {
        return false; // another driver, without notifications
      }
    }

    /**
     * Sets the isolation level by a statement, because the driver would query the current level in
     * a separate transaction. If this process stalls within a transaction, the server ends it and
     * releases its locks. Plans are made once and kept, including those of foreign key checks. They
     * use indexes and nested loops wherever possible: a plan made while a table was empty would
     * otherwise scan the grown table for hours, until it is analyzed.
     */
    @Override
    public Optional<String> begin() {
      return Optional.of("set transaction isolation level read committed; "
          + "set local idle_in_transaction_session_timeout = '10s'; "
          + "set local plan_cache_mode = force_generic_plan; "
          + "set local enable_seqscan = off; set local enable_bitmapscan = off; "
          + "set local enable_hashjoin = off; set local enable_mergejoin = off");
    }

    /**
     * In transactions that begin as above, an index scan looks up the values of an array in order
     * anyway. With an explicit order, a kept plan might read the whole index, which returns all
     * rows in that order.
     */
    @Override
    public <R extends Record> SelectForUpdateStep<R> inOrder(
        SelectOrderByStep<R> query, Field<?> key) {
      return query;
    }

    @Override
    public String restartCounter(String table, String column, long next) {
      return "select setval(pg_get_serial_sequence('" + table + "', '" + column + "'), " + next
          + ", false)";
    }

    @Override
    public Plugin plugin() {
      return new Plugin(
          "flyway-database-postgresql", "org.flywaydb.database.postgresql.PostgreSQLDatabaseType");
    }
  },

  /** MariaDB 10.8 and later. */
  MARIADB(SQLDialect.MARIADB, Mysql.NOW, Mysql.PASSING) {

    @Override
    public Plugin plugin() {
      return new Plugin("flyway-mysql", "org.flywaydb.database.mysql.mariadb.MariaDBDatabaseType");
    }
  },

  /** MySQL 8.0.17 and later: like MariaDB, but without a UUID type. */
  MYSQL(SQLDialect.MYSQL, Mysql.NOW, Mysql.PASSING) {

    /**
     * MySQL's own driver reads rows one by one only with this fetch size, which other drivers
     * reject.
     */
    @Override
    public int fetchSize(DatabaseMetaData database) throws SQLException {
      return database.getDriverName().startsWith("MySQL")
          ? Integer.MIN_VALUE
          : super.fetchSize(database);
    }

    @Override
    public Plugin plugin() {
      return new Plugin("flyway-mysql", "org.flywaydb.database.mysql.MySQLDatabaseType");
    }
  },

  /** SQLite 3.42 and later. Its clock is the machine's, with millisecond resolution. */
  SQLITE(
      SQLDialect.SQLITE,
      "cast(round(unixepoch('now', 'subsec') * 1000) as integer) * 1000",
      // Busy, locked, busy with recovery, and written by another since this one began to read.
      Set.of("5", "6", "261", "517")) {

    @Override
    public boolean hasOneWriter() {
      return true;
    }

    /** SQLite has no weaker level. */
    @Override
    public int isolation() {
      return Connection.TRANSACTION_SERIALIZABLE;
    }

    @Override
    public int snapshotIsolation() {
      return isolation();
    }

    @Override
    public boolean hasPartialIndexes() {
      return true;
    }

    /**
     * Writes something that works in any state of the schema: a transaction that reads first is
     * refused if another process has written since.
     */
    @Override
    public List<String> lockSchema(String table) {
      return List.of(
          "create table reelstate_schema_lock (id integer)", "drop table reelstate_schema_lock");
    }
  };

  private static final Map<Class<?>, String> ARRAYS = Map.of(
      UUID.class, "uuid",
      String.class, "varchar",
      Long.class, "int8",
      Integer.class, "int4",
      Double.class, "float8",
      Boolean.class, "bool");

  private final SQLDialect jooq;
  private final String now;

  // The set is immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> passing;

  /**
   * A dialect with the defaults: indexes over whole tables only, many writers, and no Flyway
   * plugin.
   *
   * @param now microseconds since 1970-01-01 UTC by the database's clock, whatever the session's
   *     time zone
   * @param passing the SQL states or vendor codes of transient errors, after which the same
   *     transaction may succeed when retried
   */
  Dialect(SQLDialect jooq, String now, Set<String> passing) {
    this.jooq = jooq;
    this.now = now;
    this.passing = passing;
  }

  /**
   * The dialect of the database behind a connection.
   *
   * @throws ReelstateException if it is a database that is not supported
   */
  public static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return switch (product) {
      case "H2" -> H2;
      case "PostgreSQL" -> POSTGRESQL;
      case "MariaDB" -> MARIADB;
      case "MySQL" -> mysql(connection.getMetaData());
      case "SQLite" -> SQLITE;
      default ->
        throw new ReelstateException(Failure.permanent(
            FailureCode.DATABASE_UNAVAILABLE,
            "The database " + product
                + " is not supported; H2, PostgreSQL, MariaDB, MySQL and SQLite are."));
    };
  }

  /** What is wrong with this version of the database, and what to do about it, if anything. */
  public Optional<String> fault(DatabaseMetaData database) throws SQLException {
    return Optional.empty();
  }

  /** MySQL's own driver reports MariaDB as MySQL. */
  private static Dialect mysql(DatabaseMetaData database) throws SQLException {
    return database.getDatabaseProductVersion().contains("MariaDB") ? MARIADB : MYSQL;
  }

  /** An unquoted name, in the case in which the database stores it. */
  public static String fold(DatabaseMetaData database, String name) throws SQLException {
    if (database.storesUpperCaseIdentifiers()) {
      return name.toUpperCase(Locale.ROOT);
    }
    return database.storesLowerCaseIdentifiers() ? name.toLowerCase(Locale.ROOT) : name;
  }

  /**
   * The name of a schema, in the case in which the database stores it.
   *
   * @throws IllegalArgumentException if the database has no schemas
   */
  String schemaName(DatabaseMetaData database, String name) throws SQLException {
    if (this == SQLITE) {
      throw new IllegalArgumentException(
          "SQLite has no schemas; omit the name \"" + name + "\", or use a separate file.");
    }
    return fold(database, name);
  }

  /** The dialect as jOOQ names it. */
  public SQLDialect jooq() {
    return jooq;
  }

  /** The current time of the database's clock. */
  public Field<Instant> now() {
    return DSL.field(now, SQLDataType.BIGINT).convert(new InstantConverter());
  }

  /** The isolation level of the store's transactions: a read under a lock sees the last commit. */
  public int isolation() {
    return Connection.TRANSACTION_READ_COMMITTED;
  }

  /**
   * The isolation level of a transaction that reads a consistent snapshot of all tables while
   * others write.
   */
  public int snapshotIsolation() {
    return Connection.TRANSACTION_REPEATABLE_READ;
  }

  /**
   * The number of rows that a driver should hold in memory at a time, instead of the whole result.
   */
  public int fetchSize(DatabaseMetaData database) throws SQLException {
    return 100;
  }

  /**
   * The statement that begins or ends streaming of a session's results, or null where the fetch
   * size controls that.
   */
  @Nullable
  public String readRowByRow(boolean begin) {
    return null;
  }

  /**
   * The statement that makes a table's counter continue with a number, within the transaction; null
   * if it continues by itself.
   */
  @Nullable
  public String restartCounter(String table, String column, long next) {
    return null;
  }

  /** Whether only one transaction at a time can write, and has to begin with a write. */
  public boolean hasOneWriter() {
    return false;
  }

  /**
   * Makes a query for some values of an indexed field find the rows in the order of that field, in
   * the store's own transactions.
   */
  public <R extends Record> SelectForUpdateStep<R> inOrder(
      SelectOrderByStep<R> query, Field<?> key) {
    return query.orderBy(key);
  }

  /** A query that locks the rows it finds. A single writer already holds the lock on all rows. */
  public <R extends Record> ResultQuery<R> locking(SelectForUpdateStep<R> query) {
    return hasOneWriter() ? query : query.forUpdate();
  }

  /** A query that locks the rows it finds, skipping those that others have locked. */
  public <R extends Record> ResultQuery<R> lockingUncontended(SelectForUpdateStep<R> query) {
    return hasOneWriter() ? query : query.forUpdate().skipLocked();
  }

  /**
   * Whether lists of values may be padded, so that lists of many lengths share few statements. On
   * SQLite, jOOQ fails to pad empty ones.
   */
  public boolean allowsPaddedLists() {
    return this != SQLITE;
  }

  /** Whether the values of a statement may be arrays, which {@code unnest} turns into rows. */
  public boolean takesArrays() {
    return false;
  }

  /**
   * The database's name for the element type of an array.
   *
   * @throws UnsupportedOperationException if it has no arrays
   */
  public String arrayOf(Class<?> type) {
    throw new UnsupportedOperationException(this + " has no arrays.");
  }

  /** Whether a field has one of the values. */
  public <T> Condition among(Field<T> field, Collection<T> values) {
    return field.in(values);
  }

  /** Whether processes can notify each other through the database and a connection's driver. */
  public boolean passesOn(Connection connection) throws SQLException {
    return false;
  }

  /**
   * The statements that begin the store's own transactions, if any. With them, the connection's
   * isolation level need not be read or restored.
   */
  public Optional<String> begin() {
    return Optional.empty();
  }

  /**
   * The statements that keep other processes from migrating until the transaction ends. They run
   * before it reads anything.
   */
  public List<String> lockSchema(String table) {
    return List.of();
  }

  /** Whether an index may cover only some of the rows. */
  public boolean hasPartialIndexes() {
    return false;
  }

  /**
   * The catalog in which the driver looks for the tables of a named schema, or of the one in which
   * connections start.
   */
  @Nullable
  public String catalog(Connection connection, @Nullable String name) throws SQLException {
    return !hasCatalogs() ? null : name == null ? connection.getCatalog() : name;
  }

  /**
   * The schema in which the driver looks for the tables of a named schema, or of the one in which
   * connections start.
   */
  @Nullable
  public String schema(Connection connection, @Nullable String name) throws SQLException {
    return hasCatalogs() ? null : name == null ? connection.getSchema() : name;
  }

  /** Whether the driver treats schemas as catalogs. */
  private boolean hasCatalogs() {
    return this == MARIADB || this == MYSQL;
  }

  /** The plugin that Flyway needs, or null if it needs none. */
  @Nullable
  public Plugin plugin() {
    return null;
  }

  /** Whether an error is transient, so that the same transaction may succeed when retried. */
  public boolean isPassing(SQLException error) {
    String state = error.getSQLState();
    return passing.contains(Integer.toString(error.getErrorCode()))
        || (state != null && passing.contains(state));
  }

  /** Converts an error to a failure, with a message for people and details for logs. */
  public static ReelstateException failure(SQLException error) {
    String message = hasCause(error, "No space left on device")
        ? "The disk that holds the database is full; free some space and try again."
        : "The database could not be reached or refused a statement; the failure's detail says"
            + " why.";
    return new ReelstateException(
        Failure.retryable(FailureCode.DATABASE_UNAVAILABLE, message)
            .withDetail("SQL state " + error.getSQLState() + ", code " + error.getErrorCode() + ": "
                + error),
        error);
  }

  /** Searches the causes, and the errors that a batch has chained to this one. */
  private static boolean hasCause(SQLException error, String text) {
    for (Throwable cause : error) {
      if (cause.getMessage() != null && cause.getMessage().contains(text)) {
        return true;
      }
    }
    return false;
  }

  /** Shared by MariaDB and MySQL. */
  private static final class Mysql {

    /** Independent of the session's time zone, in which one hour a year occurs twice. */
    private static final String NOW =
        "timestampdiff(microsecond, timestamp '1970-01-01 00:00:00', utc_timestamp(6))";

    /** Deadlock, lock timeout, changed since it was read, and a key that another has just taken. */
    private static final Set<String> PASSING = Set.of("1213", "1205", "1020", "1062");
  }

  /**
   * A part of Flyway in a separate artifact.
   *
   * @param artifact the name of the artifact in the group {@code org.flywaydb}
   * @param className the name of a class in it
   */
  public record Plugin(String artifact, String className) {}
}
