package dev.reelstate.task;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node as it stood when it was read. Immutable and thread-safe.
 *
 * @param name its name
 * @param epoch increases with each start of the node
 * @param expiresAt when its lease ends unless it is renewed, by the store's clock; null if the
 *     lease has ended
 * @param pausedAt since when it claims nothing, or null if it may claim
 * @param running the number of tasks that run on it
 */
public record NodeStatus(
    String name,
    long epoch,
    @Nullable Instant expiresAt,
    @Nullable Instant pausedAt,
    int running) {

  /** When its lease ends unless it is renewed; empty if the lease has ended. */
  public Optional<Instant> lease() {
    return Optional.ofNullable(expiresAt);
  }

  /** Whether it is paused: it finishes what it runs, and claims nothing. */
  public boolean isPaused() {
    return pausedAt != null;
  }

  /** Whether it is paused and runs nothing. */
  public boolean isDrained() {
    return isPaused() && running == 0;
  }
}
