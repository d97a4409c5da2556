package dev.reelstate.task;

import dev.reelstate.StoredText;
import java.time.Duration;

/**
 * A node's right to run tasks: one row that the node renews for all its work.
 *
 * @param node the node's name, a {@linkplain StoredText word} that is unique among the applications
 *     that share a store
 * @param epoch grows with each start of the node, so that what an earlier start claimed is known to
 *     be dead
 * @param duration how long it lasts from each renewal
 */
public record Lease(String node, long epoch, Duration duration) {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is too long, or has what no store can keep
   */
  public Lease {
    StoredText.word("the node's name", node);
  }
}
