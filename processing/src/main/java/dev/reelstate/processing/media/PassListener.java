package dev.reelstate.processing.media;

import java.time.Duration;

/**
 * Receives the position of a pass. Called on the thread that runs the pass, which waits for the
 * call to return.
 */
@FunctionalInterface
public interface PassListener {

  /**
   * Called at most every 200 ms.
   *
   * @param presented how much of the media is rendered, from its start; never smaller than before
   */
  void onPosition(Duration presented);
}
