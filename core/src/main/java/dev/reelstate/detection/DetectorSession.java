package dev.reelstate.detection;

/**
 * An open detector, for the pictures of one video in the order of their presentation. It may
 * remember earlier pictures ({@link #remembers()}), so a new video needs a new session.
 *
 * <p>The same pictures in the same order yield the same outcomes, in every session and however many
 * processors there are. A session may move from thread to thread but is used by one at a time;
 * different sessions are independent of each other.
 */
public interface DetectorSession extends AutoCloseable {

  /** Exactly what this session runs, for the provenance of what it finds; the same at each call. */
  DetectorIdentity identity();

  /**
   * Whether an outcome depends on the pictures before. If so, whoever resumes must start with the
   * first picture again.
   */
  default boolean remembers() {
    return false;
  }

  /**
   * Says what is on a picture. Blocks until it is known.
   *
   * @param picture borrowed for the call: the session neither keeps nor changes it
   * @return what was found, that nothing was, or why that is not known; after a problem that is not
   *     {@linkplain DetectorProblem#retryable() retryable}, the following pictures would meet it
   *     too
   * @throws IllegalStateException if the session is closed
   */
  DetectionOutcome detect(Picture picture);

  /** Frees the model and whatever is native. Does nothing if it is closed already. */
  @Override
  void close();
}
