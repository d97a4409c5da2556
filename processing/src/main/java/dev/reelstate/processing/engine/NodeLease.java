package dev.reelstate.processing.engine;

import dev.reelstate.spi.NodeRegistry;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * This node's lease, as far as the node itself may trust it: by the monotonic clock, and for only
 * two thirds of its duration, so that the node stops before another one may take over.
 *
 * <p>If two processes use one name, the later one wins: a restart has to get its work back at once,
 * and the store cannot tell it from a stranger. The earlier one does not join again, or the two
 * would take each other's work away for ever.
 */
final class NodeLease {

  private final NodeRegistry nodes;
  private final String name;
  private final Duration duration;
  private final Set<String> steps;
  private volatile State state;
  private volatile boolean replaced;
  private boolean joining;

  private record State(Lease lease, long renewedAt) {}

  /**
   * Joins.
   *
   * @param steps the steps that the node can run
   */
  NodeLease(NodeRegistry nodes, String name, Duration duration, Set<String> steps) {
    this.nodes = nodes;
    this.name = name;
    this.duration = duration;
    this.steps = Set.copyOf(steps);
    this.state = join();
  }

  private State join() {
    long before = System.nanoTime();
    return new State(nodes.join(name, duration, steps), before);
  }

  /** The lease, while it can be trusted. */
  Optional<Lease> current() {
    State now = state;
    boolean trusted = !replaced && System.nanoTime() - now.renewedAt() < duration.toNanos() / 3 * 2;
    return trusted ? Optional.of(now.lease()) : Optional.empty();
  }

  /**
   * Renews the lease, or begins a new epoch if it has expired and nobody else has begun one.
   *
   * @return false if the lease has ended, which loses all earlier claims
   */
  boolean renew() {
    if (replaced) {
      return true;
    }
    long before = System.nanoTime();
    Lease lease = state.lease();
    if (!joining) {
      if (nodes.renew(lease)) {
        state = new State(lease, before);
        return true;
      }
      replaced = nodes.isReplaced(lease);
    }
    if (!replaced) {
      joining = true; // until the store has answered: a newer epoch may be ours
      state = join();
      joining = false;
    }
    return false;
  }

  /** Why there will never be a lease again; empty if there may be one. */
  Optional<Failure> fault() {
    return replaced
        ? Optional.of(Failure.permanent(
            FailureCode.NODE_REPLACED,
            "Another process has started under the name of this node, \"" + name + "\", so this one"
                + " has stopped its work; give each process a name of its own, and start this one"
                + " again."))
        : Optional.empty();
  }

  void leave() {
    nodes.leave(state.lease());
  }
}
