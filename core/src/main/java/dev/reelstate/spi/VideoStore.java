package dev.reelstate.spi;

/**
 * Where videos, their tasks and their events are kept. The truth: whatever a status says was
 * committed here.
 *
 * <p>A store is a set of five roles over one database. Implementations are thread-safe, decide all
 * times by the database's clock, commit every call as one transaction (all of it or nothing) and
 * throw {@link dev.reelstate.ReelstateException} with a code of the database family when the
 * database fails. The contract test in the testkit says the rest.
 */
public interface VideoStore extends AutoCloseable {

  /** The videos and their artifacts. */
  VideoCatalog videos();

  /** The tasks. */
  TaskQueue tasks();

  /** What happened. */
  EventLog events();

  /** What is to be seen in the videos, by those who know. */
  GroundTruthCatalog groundTruth();

  /** Who does the work. */
  NodeRegistry nodes();

  /**
   * Makes sure that the store is fit to work with; called when a platform starts.
   *
   * @throws dev.reelstate.ReelstateException if it is not, saying what is missing
   */
  void verify();

  /** Closes what the store opened itself, never what it was given. */
  @Override
  void close();
}
