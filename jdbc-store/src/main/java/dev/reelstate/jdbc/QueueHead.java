package dev.reelstate.jdbc;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how far the queue was empty when this process last looked, so that the next look need not begin at its front. Thread-safe.
 *
 * <p>Implementation notes. On PostgreSQL the index keeps the entries of tasks that were claimed until they are vacuumed, which an old
 * snapshot (a backup, a forgotten session) can hold up for hours; each claim from the front would step over all of them. What becomes
 * ready in front of the remembered place is told by this process's own commits; of other processes' it is found by a look from the front
 * once a second.
 */
final class QueueHead {

  private static final Duration FROM_THE_FRONT = Duration.ofSeconds(1);

  private final Set<Look> looks = new HashSet<>();
  private Set<String> steps = Set.of();
  private @Nullable QueueKey first;
  private long lookedFromTheFrontAt;

  /** Begins a look at the tasks of some steps. */
  synchronized Look look(Set<String> wanted) {
    boolean known = first != null
        && steps.equals(wanted)
        && System.nanoTime() - lookedFromTheFrontAt < FROM_THE_FRONT.toNanos();
    if (!known) {
      lookedFromTheFrontAt = System.nanoTime();
      steps = wanted;
      first = null;
    }
    Look look = new Look(first);
    looks.add(look);
    return look;
  }

  /** Notes that a task has become ready. */
  synchronized void readied(QueueKey key) {
    looks.forEach(look -> look.readied = earlier(look.readied, key));
    if (first != null) {
      first = earlier(first, key);
    }
  }

  private synchronized void end(Look look, @Nullable QueueKey found) {
    looks.remove(look);
    first = found == null ? null : earlier(look.readied, found);
  }

  private static QueueKey earlier(@Nullable QueueKey one, QueueKey other) {
    return one == null || one.compareTo(other) > 0 ? other : one;
  }

  /** One look; to be ended. */
  final class Look {

    private final @Nullable QueueKey from;
    private @Nullable QueueKey readied;

    private Look(@Nullable QueueKey from) {
      this.from = from;
    }

    /** Where to begin; at the front if empty. */
    Optional<QueueKey> from() {
      return Optional.ofNullable(from);
    }

    /**
     * Ends the look.
     *
     * @param found the first task that was found, or null if none was
     */
    void end(@Nullable QueueKey found) {
      QueueHead.this.end(this, found);
    }
  }
}
