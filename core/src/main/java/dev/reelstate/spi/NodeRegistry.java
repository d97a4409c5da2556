package dev.reelstate.spi;

import dev.reelstate.task.Lease;
import dev.reelstate.task.NodeStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The applications that run a store's tasks, each with one lease for all its work. Thread-safe. */
public interface NodeRegistry {

  /**
   * Starts a new epoch of a node that runs no steps; see {@link #join(String, Duration, Set)}.
   *
   * @throws IllegalArgumentException if the name is too long or contains characters that no store
   *     can keep
   */
  default Lease join(String node, Duration duration) {
    return join(node, duration, Set.of());
  }

  /**
   * Starts a new epoch of a node. Tasks claimed by an earlier epoch of the same node become free at
   * once.
   *
   * @param node the node's name, a {@linkplain dev.reelstate.StoredText word} that is unique among
   *     the applications that share the store at the same time
   * @param duration how long the lease lasts after each renewal
   * @param steps names of the steps that the node can run
   * @throws IllegalArgumentException if the name is too long or contains characters that no store
   *     can keep
   */
  Lease join(String node, Duration duration, Set<String> steps);

  /**
   * Renews the lease.
   *
   * @return false if the lease has ended, because it expired and was {@linkplain #recover
   *     recovered} or because a newer epoch of the node began; an ended lease never becomes valid
   *     again
   */
  boolean renew(Lease lease);

  /**
   * Whether a newer epoch of the lease's node has begun: the application was started again, or
   * another one has taken its name. A lease that has only expired is not replaced.
   */
  boolean isReplaced(Lease lease);

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

  /**
   * Looks for tasks that are ready but whose step no node with a valid lease can run, and fails
   * those that have been so for too long with the code UNKNOWN_STEP. The time counts, by the
   * store's clock, from the first look that finds a task so, and anew once some node can run it.
   * While a node of a release that does not say which steps it can run holds a lease, no task is
   * counted or failed.
   *
   * @param longest how long a task may be ready without such a node, not negative
   * @return how many were failed
   */
  int failStranded(Duration longest);

  /**
   * How many ready tasks no node can run, by step, as of the last {@linkplain #failStranded look};
   * empty if there are none.
   */
  Map<String, Long> stranded();

  /**
   * Pauses a node or lets it resume. While it is paused, no claim under its lease succeeds; what it
   * runs continues. A pause lasts until it is ended, also across restarts of a node of that name,
   * which need not have started yet. A store that cannot pause nodes throws, as this default does.
   *
   * @param node the node's name, a {@linkplain dev.reelstate.StoredText word}
   * @return whether this changed anything
   */
  default boolean pause(String node, boolean paused) {
    throw new UnsupportedOperationException("This store cannot pause nodes.");
  }

  /**
   * The nodes whose lease has not ended or that are paused, by name. A store that cannot tell
   * returns an empty list, as this default does.
   */
  default List<NodeStatus> list() {
    return List.of();
  }
}
