package dev.reelstate.spi;

import dev.reelstate.task.Lease;
import java.time.Duration;
import java.util.Set;

/** The applications that run a store's tasks, each with one lease for all its work. Thread-safe. */
public interface NodeRegistry {

  /**
   * Starts a new epoch of a node. Tasks claimed by an earlier epoch of the same node become free at
   * once.
   *
   * @param node the node's name, a {@linkplain dev.reelstate.StoredText word} that is unique among
   *     the applications that share the store at the same time
   * @param duration how long the lease lasts after each renewal
   * @throws IllegalArgumentException if the name is too long or contains characters that no store
   *     can keep
   */
  Lease join(String node, Duration duration);

  /**
   * Renews the lease.
   *
   * @return false if the lease has ended, because it expired and was {@linkplain #recover
   *     recovered} or because a newer epoch of the node began; an ended lease never becomes valid
   *     again
   */
  boolean renew(Lease lease);

  /** Ends the lease. Tasks that it still holds become free at once and count as handed back. */
  void leave(Lease lease);

  /**
   * Hands back the tasks that run under a lease, with some exceptions. For a node that may hold
   * claims it does not know of because the response to its claim was lost. Tasks that are locked at
   * the time may stay claimed; a node that must be sure repeats the call until nothing is handed
   * back.
   *
   * @param except keys of the claims that the node knows of
   * @return how many were handed back
   */
  int giveBack(Lease lease, Set<Long> except);

  /**
   * Takes back the tasks of nodes whose lease has ended, and makes them ready.
   *
   * @param maxLosses a task lost in this way more often than this fails with the code NODE_LOST
   *     instead
   * @return how many were taken back
   */
  int recover(int maxLosses);
}
