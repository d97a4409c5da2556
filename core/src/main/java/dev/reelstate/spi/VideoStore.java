package dev.reelstate.spi;

/**
 * Keeps videos, their tasks and their events. It is the source of truth: whatever a status says was
 * committed here.
 *
 * <p>A store is a set of five roles over one database. Implementations are thread-safe, take all
 * times from the database's clock, commit every call as one transaction (all or nothing) and throw
 * {@link dev.reelstate.ReelstateException} with a code of the database family when the database
 * fails. The contract test in the testkit specifies the rest.
 */
public interface VideoStore extends AutoCloseable {

  /** The videos and their artifacts. */
  VideoCatalog videos();

  /** The tasks. */
  TaskQueue tasks();

  /** The log of what happened. */
  EventLog events();

  /** The ground truth of the videos. */
  GroundTruthCatalog groundTruth();

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
