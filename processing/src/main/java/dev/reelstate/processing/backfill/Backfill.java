package dev.reelstate.processing.backfill;

import dev.reelstate.ReelstateException;
import java.util.function.Consumer;

/**
 * Brings the videos of a query up to a recipe: those that lack something are processed again with
 * it, as a new generation, and only what they lack is made. Only a few are queued at a time, so
 * uploads of the same project wait for these few at most.
 *
 * <p>Nothing is kept between runs: what is done shows in the videos. A run that was cancelled, or
 * whose process ended, is continued by another backfill, which passes over whatever is up to date.
 * Outputs of other encoders count as lacking, so nodes that share a store should have the same
 * natives. Thread-safe, but at most one run at a time.
 */
public interface Backfill {

  /** How many videos are queued at a time, unless {@link #atOnce} says otherwise. */
  int AT_ONCE = 4;

  /**
   * The same with another number of videos that are queued at a time.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  Backfill atOnce(int most);

  /** Says what would be done, and does nothing; see {@link #preview(Consumer)}. */
  default BackfillPreview preview() throws InterruptedException {
    return preview(each -> {});
  }

  /**
   * Says what would be done for each video of the query, and does nothing. The parts of long films
   * are assumed to be cut where they were. Files are looked for, but not read.
   *
   * @param each receives the forecast of each video, on the calling thread
   * @return what would be done for all of them
   * @throws ReelstateException of the storage or the database family if one of them does not answer
   * @throws InterruptedException if the calling thread is interrupted
   */
  BackfillPreview preview(Consumer<VideoForecast> each) throws InterruptedException;

  /** Does what {@link #preview()} says; see {@link #run(Consumer)}. */
  default BackfillProgress run() throws InterruptedException {
    return run(progress -> {});
  }

  /**
   * Processes the videos that are due, and waits until they are settled. A platform on the same
   * store has to be started.
   *
   * @param listener told of each change, on the calling thread
   * @return the final progress
   * @throws ReelstateException INVALID_REQUEST if it runs already; otherwise as {@link #preview}
   *     does. What was queued is processed all the same.
   * @throws InterruptedException if the calling thread is interrupted; what was queued is processed
   *     all the same
   */
  BackfillProgress run(Consumer<BackfillProgress> listener) throws InterruptedException;

  /**
   * Queues no further videos, now or in another run. Those that are queued are processed, and the
   * run ends with them.
   */
  void cancel();
}
