package dev.reelstate.spi;

import java.sql.Connection;

/**
 * Keeps videos, their tasks and their events. It is the source of truth: whatever a status says was
 * committed here.
 *
 * <p>A store is a set of six roles over one database. Implementations are thread-safe, take all
 * times from the database's clock, commit every call as one transaction (all or nothing) and throw
 * {@link dev.reelstate.ReelstateException} with a code of the database family when the database
 * fails. The contract test in the testkit specifies the rest.
 */
public interface VideoStore extends AutoCloseable {

  /** The videos and their artifacts. */
  VideoCatalog videos();

  /**
   * The videos as part of a transaction of the host's. Calls take effect when the host commits and
   * are undone when it rolls back; nothing else is committed or rolled back, and nobody is notified
   * of the changes. A store without such transactions keeps this default.
   *
   * @param connection a connection to the store's database, with auto-commit off; used by one
   *     thread
   * @throws UnsupportedOperationException if the store does not keep its rows in a database
   */
  default VideoCatalog videos(Connection connection) {
    throw new UnsupportedOperationException(
        "This store cannot take part in a transaction of another database.");
  }

  /** The tasks. */
  TaskQueue tasks();

  /** The log of what happened. */
  EventLog events();

  /** The ground truth of the videos. */
  GroundTruthCatalog groundTruth();

  /** The evaluation runs that are kept. */
  EvaluationCatalog evaluations();

  /** The nodes that do the work. */
  NodeRegistry nodes();

  /**
   * Checks that the store is fit for use; called when a platform starts.
   *
   * @throws dev.reelstate.ReelstateException if it is not, saying what is missing
   */
  void verify();

  /** Closes what the store opened itself, never what it was given. */
  @Override
  void close();
}
