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
 * Where the databases differ, all of it but the types and indexes of their migrations. Immutable
 * and thread-safe.
 */
public enum Dialect {

  /**
   * H2, embedded or as a server, in any of its modes. Its time stands still within a transaction.
   */
  H2(
      SQLDialect.H2,
      "cast(extract(epoch from current_timestamp) * 1000000 as bigint)",
      // Deadlock, lock timeout, concurrent update, and a key that another transaction has just
      // taken.
      Set.of("40001", "50200", "90131", "23505")) {

    /** What it calls a repeatable read is a snapshot of one table. */
    @Override
    public int snapshotIsolation() {
      return Connection.TRANSACTION_SERIALIZABLE;
    }

    /** Embedded it knows no fetch size, and gathers a result before it gives out the first row. */
    @Override
    public String readRowByRow(boolean begin) {
      return "set lazy_query_execution " + begin;
    }

    @Override
    public String restartCounter(String table, String column, long next) {
      return "alter table " + table + " alter column " + column + " restart with " + next;
    }
  },

  /**
   * PostgreSQL. Its current_timestamp would be that of the transaction's begin, so it is not asked
   * for that.
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
     * One text for any number of values, so that it is parsed once. The array stands in a query of
     * its own because it is bound as text: outside of one, the text would be read again for each
     * row that is compared.
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
     * Flyway looks for its history before it locks anything, and fails if another process makes one
     * meanwhile.
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
        return false; // another driver, which cannot be asked
      }
    }

    /**
     * Isolated by a statement, since the driver would ask the server how the connection is
     * isolated, in a transaction of its own. The server ends it, and frees what it has locked, when
     * this process stands still in the middle of it. Plans are made once and kept, also those by
     * which the server looks for what a foreign key refers to; and with indexes, followed row by
     * row, wherever there is one: a plan made while a table was empty would read all of it for
     * hours, until somebody analyzes the table that has grown.
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
     * In transactions that begin as above an index scan looks for the values of an array in their
     * order. If it were asked for, a kept plan may read the whole index, in which all rows come in
     * that order.
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

  /** MySQL 8.0.17 and later: as MariaDB, but without its type for UUIDs. */
  MYSQL(SQLDialect.MYSQL, Mysql.NOW, Mysql.PASSING) {

    /**
     * Its own driver reads rows one by one only when told so by this number, which others refuse.
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

  /** SQLite 3.42 and later. Its clock, which is that of the machine, counts milliseconds. */
  SQLITE(
      SQLDialect.SQLITE,
      "cast(round(unixepoch('now', 'subsec') * 1000) as integer) * 1000",
      // Busy, locked, busy with recovery, and written to by another since this one began to read.
      Set.of("5", "6", "261", "517")) {

    @Override
    public boolean hasOneWriter() {
      return true;
    }

    /** It knows no weaker one. */
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
     * Something that writes, whatever there is yet: who reads first is refused when another process
     * has written since.
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

  // A set that cannot be changed.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> passing;

  /**
   * A dialect of a database with indexes over whole tables only, with many writers, and known to
   * Flyway itself.
   *
   * @param now microseconds since 1970-01-01 UTC by the database's clock, whatever the session's
   *     time zone
   * @param passing SQL states or vendor codes of errors after which the same transaction may well
   *     succeed when it is run again
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

  /** MySQL's own driver calls both by one name. */
  private static Dialect mysql(DatabaseMetaData database) throws SQLException {
    return database.getDatabaseProductVersion().contains("MariaDB") ? MARIADB : MYSQL;
  }

  /** A name without quotes, in the case in which the database keeps such names. */
  public static String fold(DatabaseMetaData database, String name) throws SQLException {
    if (database.storesUpperCaseIdentifiers()) {
      return name.toUpperCase(Locale.ROOT);
    }
    return database.storesLowerCaseIdentifiers() ? name.toLowerCase(Locale.ROOT) : name;
  }

  /**
   * The name of a schema, in the case in which the database keeps it.
   *
   * @throws IllegalArgumentException if the database has no schemas
   */
  String schemaName(DatabaseMetaData database, String name) throws SQLException {
    if (this == SQLITE) {
      throw new IllegalArgumentException(
          "SQLite has no schemas; leave the name \"" + name + "\" out, or use a file of its own.");
    }
    return fold(database, name);
  }

  /** What jOOQ is told. */
  public SQLDialect jooq() {
    return jooq;
  }

  /** The time of the database's clock. */
  public Field<Instant> now() {
    return DSL.field(now, SQLDataType.BIGINT).convert(new InstantConverter());
  }

  /**
   * The isolation that every transaction of ours has: what is read under a lock is what was
   * committed last.
   */
  public int isolation() {
    return Connection.TRANSACTION_READ_COMMITTED;
  }

  /**
   * The isolation of a transaction that reads all tables as they were at one moment, while others
   * write.
   */
  public int snapshotIsolation() {
    return Connection.TRANSACTION_REPEATABLE_READ;
  }

  /**
   * How many rows a driver is to hold in memory of a result that it would otherwise hold as a
   * whole.
   */
  public int fetchSize(DatabaseMetaData database) throws SQLException {
    return 100;
  }

  /**
   * Begins or ends a session's reading of results while they come to be, where that is no matter of
   * the fetch size; or null.
   */
  @Nullable
  public String readRowByRow(boolean begin) {
    return null;
  }

  /**
   * Makes a table go on with a number in rows that have none, within the transaction; null if it
   * does so by itself.
   */
  @Nullable
  public String restartCounter(String table, String column, long next) {
    return null;
  }

  /**
   * Whether only one transaction at a time can write, and has to say at its beginning that it will.
   */
  public boolean hasOneWriter() {
    return false;
  }

  /**
   * A query for rows with some values of an indexed field, made to find them in the order of that,
   * in a transaction of ours.
   */
  public <R extends Record> SelectForUpdateStep<R> inOrder(
      SelectOrderByStep<R> query, Field<?> key) {
    return query.orderBy(key);
  }

  /**
   * A query that locks the rows it finds; where there is one writer, it holds the lock of all rows
   * already.
   */
  public <R extends Record> ResultQuery<R> locking(SelectForUpdateStep<R> query) {
    return hasOneWriter() ? query : query.forUpdate();
  }

  /** A query that locks the rows it finds, and does not find those that others have locked. */
  public <R extends Record> ResultQuery<R> lockingUncontended(SelectForUpdateStep<R> query) {
    return hasOneWriter() ? query : query.forUpdate().skipLocked();
  }

  /**
   * Whether a list of values may be drawn out, so that lists of many lengths make few statements;
   * jOOQ fails at empty ones.
   */
  public boolean allowsPaddedLists() {
    return this != SQLITE;
  }

  /** Whether the values of a statement may be arrays, and {@code unnest} makes rows of them. */
  public boolean takesArrays() {
    return false;
  }

  /**
   * What the database calls the elements of an array.
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

  /**
   * Whether processes can tell each other something through the database and the driver of a
   * connection to it.
   */
  public boolean passesOn(Connection connection) throws SQLException {
    return false;
  }

  /**
   * What a transaction of ours begins with; if there is something, the connection's own isolation
   * need not be asked, nor restored.
   */
  public Optional<String> begin() {
    return Optional.empty();
  }

  /**
   * What keeps other processes from migrating until the transaction ends, said before it reads
   * anything.
   */
  public List<String> lockSchema(String table) {
    return List.of();
  }

  /** Whether an index may cover a part of the rows. */
  public boolean hasPartialIndexes() {
    return false;
  }

  /**
   * The catalog in which the driver looks for tables, for a schema's name or for that in which
   * connections begin.
   */
  @Nullable
  public String catalog(Connection connection, @Nullable String name) throws SQLException {
    return !hasCatalogs() ? null : name == null ? connection.getCatalog() : name;
  }

  /**
   * The schema in which the driver looks for tables, for a schema's name or for that in which
   * connections begin.
   */
  @Nullable
  public String schema(Connection connection, @Nullable String name) throws SQLException {
    return hasCatalogs() ? null : name == null ? connection.getSchema() : name;
  }

  /** Whether what others call a schema is a catalog to the driver. */
  private boolean hasCatalogs() {
    return this == MARIADB || this == MYSQL;
  }

  /** What Flyway needs besides itself, or null if it needs nothing. */
  @Nullable
  public Plugin plugin() {
    return null;
  }

  /** Whether the same transaction may well succeed when it is run again. */
  public boolean isPassing(SQLException error) {
    String state = error.getSQLState();
    return passing.contains(Integer.toString(error.getErrorCode()))
        || (state != null && passing.contains(state));
  }

  /** What went wrong, for people and for logs. */
  public static ReelstateException failure(SQLException error) {
    String message = hasCause(error, "No space left on device")
        ? "The disk that holds the database is full; free some space and try again."
        : "The database could not be reached or refused a statement; see the log for what it said.";
    return new ReelstateException(
        Failure.retryable(FailureCode.DATABASE_UNAVAILABLE, message)
            .withDetail("SQL state " + error.getSQLState() + ", code " + error.getErrorCode() + ": "
                + error),
        error);
  }

  /** Looks at the causes, and at what was chained to the error by a batch. */
  private static boolean hasCause(SQLException error, String text) {
    for (Throwable cause : error) {
      if (cause.getMessage() != null && cause.getMessage().contains(text)) {
        return true;
      }
    }
    return false;
  }

  /** What MariaDB and MySQL have in common. */
  private static final class Mysql {

    /** Free of the session's time zone, in which an hour a year comes twice. */
    private static final String NOW =
        "timestampdiff(microsecond, timestamp '1970-01-01 00:00:00', utc_timestamp(6))";

    /** Deadlock, lock timeout, changed since it was read, and a key that another has just taken. */
    private static final Set<String> PASSING = Set.of("1213", "1205", "1020", "1062");
  }

  /**
   * A part of Flyway that comes in an artifact of its own.
   *
   * @param artifact of the group {@code org.flywaydb}
   * @param className of a class in it
   */
  public record Plugin(String artifact, String className) {}
}
