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
 * Imports the videos and the ground truth of the earlier platform from its tables {@code videos}
 * and {@code ground_truth_objects}. The import detects which columns the tables have and which
 * types they use. It reports missing columns, and reports and skips every row that makes no sense.
 * It only reads the earlier database.
 *
 * <p>A video is imported together with its ground truth or not at all. It arrives without its file,
 * so its status is failed, with the code {@code ORIGINAL_MISSING} and the known facts about the
 * file, until the file is uploaded under the same project and upload key, {@code legacy:ID}.
 * Running an import again changes nothing that was imported. It continues where the last run
 * stopped, and includes rows corrected in the meantime. Immutable and thread-safe.
 */
public final class LegacyImport {

  private final DataSource legacy;
  private final String source;
  private final Boxes boxes;
  private final Consumer<LegacyProblem> listener;

  /** The unit of box coordinates. */
  public enum Boxes {
    /** Pixels of the upright picture. */
    PIXELS,
    /** Fractions of the picture's width and height, so that the whole picture is 1 by 1. */
    FRACTIONS
  }

  private LegacyImport(Builder builder) {
    this.legacy = builder.legacy;
    this.source = builder.source;
    this.boxes = builder.boxes;
    this.listener = builder.listener;
  }

  /**
   * Starts configuring an import.
   *
   * @param legacy the earlier platform's database: H2, PostgreSQL, MariaDB, MySQL or SQLite. The
   *     tables must be in the schema in which its connections start
   */
  public static Builder from(DataSource legacy) {
    return new Builder(legacy);
  }

  /**
   * Imports into a store, on the calling thread. Holds all videos in memory, but the ground truth
   * of only a few.
   *
   * @return the report of the import
   * @throws ReelstateException with the code INVALID_REQUEST if a required table or column is
   *     missing, or a code of the database family if either database fails, in which case what was
   *     imported by then stays, and another run continues from there
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

  /** A transaction that only reads, on a connection whose settings are restored. */
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
     * Sets the name of the earlier platform in upload keys, labels and provenance. The default is
     * {@code legacy}. Two platforms that are imported into one store need different names.
     *
     * @param name 1 to 40 letters, digits, dots, dashes and underscores
     * @throws IllegalArgumentException if the name has any other form
     */
    public Builder source(String name) {
      if (!name.matches("[\\w.-]{1,40}")) {
        throw new IllegalArgumentException("The name of a source must be 1 to 40 letters,"
            + " digits, dots, dashes and underscores, not \"" + name + "\".");
      }
      this.source = name;
      return this;
    }

    /** Sets the unit of box coordinates. The default is {@link Boxes#PIXELS}. */
    public Builder boxes(Boxes unit) {
      this.boxes = unit;
      return this;
    }

    /**
     * Sets the listener that receives every problem as it is found, on the importing thread. By
     * default there is none.
     */
    public Builder onProblem(Consumer<LegacyProblem> consumer) {
      this.listener = consumer;
      return this;
    }

    /** Builds the import, which can be run any number of times. */
    public LegacyImport build() {
      return new LegacyImport(this);
    }
  }
}
