package dev.reelstate.task;

import dev.reelstate.StoredText;
import java.time.Duration;

/**
 * A node's right to run tasks: one row that the node renews for all its work.
 *
 * @param node the node's name, a {@linkplain StoredText word} that is unique among the applications
 *     that share a store
 * @param epoch increases with each start of the node, so that claims of an earlier start are known
 *     to be dead
 * @param duration how long the lease lasts after each renewal
 */
public record Lease(String node, long epoch, Duration duration) {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name is too long or contains characters that no store
   *     can keep
   */
  public Lease {
    StoredText.word("the node's name", node);
  }
}
