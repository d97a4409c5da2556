package dev.reelstate.jdbc;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where the first ready task was when this process last read the queue, so that the next
 * read need not start at the front. Thread-safe.
 *
 * <p>Implementation notes. On PostgreSQL the index keeps the entries of claimed tasks until they
 * are vacuumed, which an old snapshot (a backup, a forgotten session) can delay for hours; each
 * claim from the front would step over all of them. This process's own commits report tasks that
 * become ready ahead of the remembered position. Those from other processes are found by reading
 * from the front once a second.
 */
final class QueueHead {

  private static final Duration FROM_THE_FRONT = Duration.ofSeconds(1);

  /** The most sets of steps to remember; a node uses one or two. */
  private static final int MOST_PLACES = 16;

  private final Map<Set<String>, Place> places = new HashMap<>();
  private final Set<Look> looks = new HashSet<>();

  /** Starts a look at the tasks of some steps. */
  synchronized Look look(Set<String> steps) {
    Place place = places.get(steps);
    long now = System.nanoTime();
    Look look = place == null || now - place.lookedFromTheFrontAt > FROM_THE_FRONT.toNanos()
        ? new Look(steps, null, now)
        : new Look(steps, place.first, place.lookedFromTheFrontAt);
    looks.add(look);
    return look;
  }

  /** Records that a task has become ready. */
  synchronized void readied(QueueKey key) {
    looks.forEach(look -> look.readied = earlier(look.readied, key));
    places.replaceAll(
        (steps, place) -> new Place(earlier(place.first, key), place.lookedFromTheFrontAt));
  }

  private synchronized void end(Look look, @Nullable QueueKey found) {
    looks.remove(look);
    if (found == null || places.size() >= MOST_PLACES) {
      places.clear();
    }
    if (found != null) {
      places.put(look.steps, new Place(earlier(look.readied, found), look.lookedFromTheFrontAt));
    }
  }

  private static QueueKey earlier(@Nullable QueueKey one, QueueKey other) {
    return one == null || one.compareTo(other) > 0 ? other : one;
  }

  /** A position in the queue. No ready task is ahead of {@code first}. */
  private record Place(QueueKey first, long lookedFromTheFrontAt) {}

  /** A look at the queue, which has to be ended. */
  final class Look {

    private final Set<String> steps;
    private final @Nullable QueueKey from;
    private final long lookedFromTheFrontAt;
    private @Nullable QueueKey readied;

    private Look(Set<String> steps, @Nullable QueueKey from, long lookedFromTheFrontAt) {
      this.steps = steps;
      this.from = from;
      this.lookedFromTheFrontAt = lookedFromTheFrontAt;
    }

    /** Where to start; empty for the front. */
    Optional<QueueKey> from() {
      return Optional.ofNullable(from);
    }

    /**
     * Ends the look.
     *
     * @param found the first task found, or null to remember no position
     */
    void end(@Nullable QueueKey found) {
      QueueHead.this.end(this, found);
    }
  }
}
