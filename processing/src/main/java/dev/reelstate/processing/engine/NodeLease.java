package dev.reelstate.processing.engine;

import dev.reelstate.spi.NodeRegistry;
import dev.reelstate.task.Lease;
import java.time.Duration;
import java.util.Optional;

/**
 * This node's lease, as far as the node itself may trust it: by the monotonic clock, and for only
 * two thirds of its duration, so that the node stops before another one may take over.
 */
final class NodeLease {

  private final NodeRegistry nodes;
  private final String name;
  private final Duration duration;
  private volatile State state;

  private record State(Lease lease, long renewedAt) {}

  NodeLease(NodeRegistry nodes, String name, Duration duration) {
    this.nodes = nodes;
    this.name = name;
    this.duration = duration;
    this.state = join();
  }

  private State join() {
    long before = System.nanoTime();
    return new State(nodes.join(name, duration), before);
  }

  /** The lease, while it can be trusted. */
  Optional<Lease> current() {
    State now = state;
    boolean trusted = System.nanoTime() - now.renewedAt() < duration.toNanos() / 3 * 2;
    return trusted ? Optional.of(now.lease()) : Optional.empty();
  }

  /**
   * Renews the lease, or begins a new epoch if it has expired.
   *
   * @return false if a new epoch began, which loses all earlier claims
   */
  boolean renew() {
    long before = System.nanoTime();
    Lease lease = state.lease();
    if (nodes.renew(lease)) {
      state = new State(lease, before);
      return true;
    }
    state = join();
    return false;
  }

  void leave() {
    nodes.leave(state.lease());
  }
}
