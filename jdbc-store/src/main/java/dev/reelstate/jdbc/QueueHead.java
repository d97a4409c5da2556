package dev.reelstate.jdbc;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how far the queue was empty when this process last looked, so that the next look need
 * not begin at its front. Thread-safe.
 *
 * <p>Implementation notes. On PostgreSQL the index keeps the entries of tasks that were claimed
 * until they are vacuumed, which an old snapshot (a backup, a forgotten session) can hold up for
 * hours; each claim from the front would step over all of them. What becomes ready in front of the
 * remembered place is told by this process's own commits; of other processes' it is found by a look
 * from the front once a second.
 */
final class QueueHead {

  private static final Duration FROM_THE_FRONT = Duration.ofSeconds(1);

  /** So many sets of steps are remembered; a node asks for one or two. */
  private static final int MOST_PLACES = 16;

  private final Map<Set<String>, Place> places = new HashMap<>();
  private final Set<Look> looks = new HashSet<>();

  /** Begins a look at the tasks of some steps. */
  synchronized Look look(Set<String> steps) {
    Place place = places.get(steps);
    long now = System.nanoTime();
    Look look = place == null || now - place.lookedFromTheFrontAt > FROM_THE_FRONT.toNanos()
        ? new Look(steps, null, now)
        : new Look(steps, place.first, place.lookedFromTheFrontAt);
    looks.add(look);
    return look;
  }

  /** Notes that a task has become ready. */
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

  /** Nothing ready lies in front of the first. */
  private record Place(QueueKey first, long lookedFromTheFrontAt) {}

  /** One look; to be ended. */
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
