package dev.reelstate.jdbc.legacy;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.dialect.Dialect;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Takes the videos and the ground truth of the earlier platform over, from its tables
 * {@code videos} and {@code ground_truth_objects}. What the tables have for columns, and of which
 * types, is found out; what is missing is reported, and so is every row that makes no sense, which
 * is not imported. The earlier database is only read.
 *
 * <p>A video is imported together with its ground truth or not at all. It comes without its file,
 * and so it is failed with the code {@code ORIGINAL_MISSING} and what is known of the file as its
 * facts, until somebody uploads the file under the same project and upload key, {@code legacy:ID}.
 * An import that is run again changes nothing, but goes on where the last one was stopped, and
 * takes what was mended in the meantime. Immutable and thread-safe.
 */
public final class LegacyImport {

  private final DataSource legacy;
  private final String source;
  private final Boxes boxes;
  private final Consumer<LegacyProblem> listener;

  /** What the numbers of a box count. */
  public enum Boxes {
    /** Pixels of the upright picture. */
    PIXELS,
    /** Widths and heights of the picture, so that all of it is 1 by 1. */
    FRACTIONS
  }

  private LegacyImport(Builder builder) {
    this.legacy = builder.legacy;
    this.source = builder.source;
    this.boxes = builder.boxes;
    this.listener = builder.listener;
  }

  /**
   * Begins to configure an import.
   *
   * @param legacy the earlier platform's database: H2, PostgreSQL, MariaDB, MySQL or SQLite. The
   *     tables are looked for in the schema in which its connections begin
   */
  public static Builder from(DataSource legacy) {
    return new Builder(legacy);
  }

  /**
   * Imports into a store, on the calling thread. All videos there are, but the ground truth of a
   * few only, are in memory meanwhile.
   *
   * @return what was done
   * @throws ReelstateException INVALID_REQUEST if a table or a column without which nothing can be
   *     imported is missing; of the database family if one of the databases fails, in which case
   *     what was imported by then stays, and running it again goes on
   */
  public LegacyReport into(JdbcVideoStore store) {
    LegacyTally tally = new LegacyTally(listener);
    LegacyWriter writer = new LegacyWriter(store, tally);
    try (Connection connection = legacy.getConnection();
        Reading reading = Reading.begin(connection)) {
      new LegacyRun(reading.connection(), source, boxes, tally, writer).run();
      return tally.report();
    } catch (SQLException e) {
      throw Dialect.failure(e);
    }
  }

  static ReelstateException refused(String sentence) {
    return new ReelstateException(Failure.permanent(FailureCode.INVALID_REQUEST, sentence));
  }

  /** A transaction that changes nothing, on a connection that goes back as it came. */
  private record Reading(Connection connection, boolean autoCommit) implements AutoCloseable {

    static Reading begin(Connection connection) throws SQLException {
      Reading reading = new Reading(connection, connection.getAutoCommit());
      connection.setAutoCommit(false);
      return reading;
    }

    @Override
    public void close() throws SQLException {
      connection.rollback();
      connection.setAutoCommit(autoCommit);
    }
  }

  /** Configures an import. Not thread-safe; the built import is immutable. */
  public static final class Builder {

    private final DataSource legacy;
    private String source = "legacy";
    private Boxes boxes = Boxes.PIXELS;
    private Consumer<LegacyProblem> listener = problem -> {};

    private Builder(DataSource legacy) {
      this.legacy = legacy;
    }

    /**
     * Names the earlier platform in upload keys, labels and provenance; by default {@code legacy}.
     * Two of them that go into one store need different names.
     *
     * @param name 1 to 40 letters, digits, dots, dashes and underscores
     * @throws IllegalArgumentException if it is not
     */
    public Builder source(String name) {
      if (!name.matches("[\\w.-]{1,40}")) {
        throw new IllegalArgumentException("A source is named by 1 to 40 letters, digits, dots,"
            + " dashes and underscores, not \"" + name + "\".");
      }
      this.source = name;
      return this;
    }

    /** What the numbers of a box count; by default {@link Boxes#PIXELS}. */
    public Builder boxes(Boxes unit) {
      this.boxes = unit;
      return this;
    }

    /** Is told every problem as it is found, on the importing thread; by default nobody is. */
    public Builder onProblem(Consumer<LegacyProblem> consumer) {
      this.listener = consumer;
      return this;
    }

    /** The import, which can be run any number of times. */
    public LegacyImport build() {
      return new LegacyImport(this);
    }
  }
}
