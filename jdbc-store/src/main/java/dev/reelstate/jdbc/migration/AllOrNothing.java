package dev.reelstate.jdbc.migration;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.dialect.Dialect;
import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jooq.SQLDialect;

/**
 * Changes a schema completely or not at all. Where the database can roll back schema changes, a
 * transaction does so. Elsewhere a {@link SafetyCopy} is taken beforehand and restored if the
 * change fails, or at the next change if the process died meanwhile. See decision 6. Not
 * thread-safe.
 */
final class AllOrNothing {

  // Changes of several schemas in one process wait for each other, which is rare and harmless.
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();
  private static final String LOCK = "reelstate_schema";

  /** How long another process may take for its change, in seconds. */
  private static final int PATIENCE = 600;

  private final Schema.Place place;
  private boolean hadSchema;
  private boolean transactional;

  private AllOrNothing(Schema.Place place) {
    this.place = place;
  }

  /** A schema change, which commits itself. */
  interface Change {

    /** Whether there is anything to do. */
    boolean isNeeded();

    /**
     * Makes the change.
     *
     * @param transactional whether it has to be a single transaction
     */
    void run(boolean transactional);
  }

  /**
   * Makes a change, on a single connection.
   *
   * @param changes makes the change for a place whose data source is that connection
   */
  static void run(Schema.Place place, Function<Schema.Place, Change> changes) {
    ONE_AT_A_TIME.lock();
    try (HeldConnection held = HeldConnection.take(place.dataSource())) {
      Schema.Place here = place.on(held.dataSource());
      AllOrNothing whole = new AllOrNothing(here);
      if (isShared(place)) {
        whole.runAlone(changes.apply(here), held.connection());
      } else {
        whole.run(changes.apply(here));
      }
    } catch (SQLException e) {
      throw Dialect.failure(e);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  /** Runs a change while keeping other processes out. */
  private void runAlone(Change change, Connection holder) throws SQLException {
    acquire(holder);
    try {
      run(change);
    } finally {
      executeOn(holder, "select release_lock('" + LOCK + "')");
    }
  }

  /** The database answers 1, or 0 after the time, or null if it could not do it. */
  private static void acquire(Connection holder) throws SQLException {
    try (var statement = holder.createStatement();
        ResultSet answer =
            statement.executeQuery("select get_lock('" + LOCK + "', " + PATIENCE + ")")) {
      if (!answer.next() || answer.getInt(1) != 1) {
        throw new ReelstateException(Failure.retryable(
            FailureCode.DATABASE_UNAVAILABLE,
            "Another process is changing the schema and did not finish within " + PATIENCE
                + " s; start again when it has ended."));
      }
    }
  }

  private void run(Change change) throws SQLException {
    inspectDatabase();
    if (hadSchema && !transactional) {
      inSession(SafetyCopy::clearUp);
    }
    if (!change.isNeeded()) {
      return;
    }
    if (hadSchema && !transactional) {
      inSession(SafetyCopy::take);
    }
    try {
      change.run(transactional);
    } catch (RuntimeException | Error e) {
      undo(e);
      throw e;
    }
    if (hadSchema && !transactional) {
      inSession(SafetyCopy::discard);
    }
  }

  private void inspectDatabase() throws SQLException {
    try (Connection connection = place.dataSource().getConnection()) {
      DatabaseMetaData database = connection.getMetaData();
      transactional = !database.dataDefinitionCausesTransactionCommit();
      hadSchema = place.schema() == null || exists(database, place.schema());
    }
  }

  private void undo(Throwable reason) {
    try {
      if (!transactional && hadSchema) {
        inSession(SafetyCopy::restore);
      } else if (!transactional) {
        dropSchema();
      }
    } catch (RuntimeException | SQLException e) {
      reason.addSuppressed(e);
    }
  }

  /** Drops the schema, which contains nothing of a host's because it did not exist before. */
  private void dropSchema() throws SQLException {
    try (Connection connection = place.dataSource().getConnection();
        var statement = connection.createStatement()) {
      boolean inSchemas = connection.getMetaData().supportsSchemasInDataManipulation();
      statement.execute("drop schema if exists " + place.schema() + (inSchemas ? " cascade" : ""));
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    }
  }

  private interface CopyWork {
    void on(SafetyCopy copy) throws SQLException;
  }

  private void inSession(CopyWork work) {
    SchemaSession.call(place.dataSource(), place.schema(), session -> {
      work.on(new SafetyCopy(session));
      return true;
    });
  }

  private static boolean exists(DatabaseMetaData database, String schema) throws SQLException {
    boolean inSchemas = database.supportsSchemasInDataManipulation();
    try (ResultSet names = inSchemas ? database.getSchemas() : database.getCatalogs()) {
      while (names.next()) {
        if (schema.equals(names.getString(1))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether other processes have to be kept out. That is unnecessary where the database rolls back
   * by itself, and for an embedded H2, which only this process has open.
   */
  private static boolean isShared(Schema.Place place) {
    SQLDialect family = place.dialect().jooq().family();
    return family == SQLDialect.MARIADB || family == SQLDialect.MYSQL;
  }

  private static void executeOn(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
