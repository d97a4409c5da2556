package dev.reelstate.spi;

import dev.reelstate.task.Lease;
import java.time.Duration;
import java.util.Set;

/** The applications that run a store's tasks, each with one lease for all its work. Thread-safe. */
public interface NodeRegistry {

  /**
   * Starts a new epoch of a node. What an earlier epoch of the same node has claimed is free at
   * once.
   *
   * @param node the node's name, a {@linkplain dev.reelstate.StoredText word} that is unique among
   *     the applications that share the store at one time
   * @param duration how long the lease lasts from each renewal
   * @throws IllegalArgumentException if the name is too long, or has what no store can keep
   */
  Lease join(String node, Duration duration);

  /**
   * Renews the lease.
   *
   * @return false if it has ended, because it expired and was taken or because a newer epoch of the
   *     node began; it never comes back
   */
  boolean renew(Lease lease);

  /** Ends the lease. What it still holds is free at once and counts as handed back. */
  void leave(Lease lease);

  /**
   * Hands back what runs under a lease, but for some tasks. For a node that may hold claims it has
   * not heard of, as the answer to its claim was lost. What somebody has locked at this time may
   * stay; a node that wants to be sure asks again until nothing is handed back.
   *
   * @param except keys of the claims that the node knows of
   * @return how many were handed back
   */
  int giveBack(Lease lease, Set<Long> except);

  /**
   * Takes back the tasks of nodes whose lease has ended, and makes them ready.
   *
   * @param maxLosses a task lost in this way more often than this is failed with the code NODE_LOST
   *     instead
   * @return how many were taken back
   */
  int recover(int maxLosses);
}
