package dev.reelstate.processing.engine;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many tasks a node has taken on, and how many more it would: as many of any step as there are threads free, and of quick steps
 * some more, to be at hand when a thread is. Thread-safe.
 */
final class Hands {

  private final int threads;
  private final Set<String> steps;
  private final Pace pace;

  /** Claimed and not yet run to the end. */
  private final AtomicInteger waiting = new AtomicInteger();

  /** Claimed, and the store has not yet heard the end. */
  private final AtomicInteger open = new AtomicInteger();

  Hands(int threads, Set<String> steps, Pace pace) {
    this.threads = threads;
    this.steps = Set.copyOf(steps);
    this.pace = pace;
  }

  /**
   * Room for tasks that is kept until they are claimed.
   *
   * @param most how many
   * @param steps of which steps
   */
  record Room(int most, Set<String> steps) {
    static final Room NONE = new Room(0, Set.of());
  }

  /** Takes room for tasks of any step that has a thread free. */
  Room room() {
    int free = threads - waiting.get();
    return free > 0 ? take(free, steps) : Room.NONE;
  }

  /** Takes room for tasks that can wait for a thread a little, if there is enough of it to be worth a claim. */
  Room roomAhead() {
    int ahead = pace.ahead();
    int left = threads + ahead - open.get();
    return ahead > 0 && left >= ahead / 2 ? take(left, pace.quickSteps()) : Room.NONE;
  }

  /** Takes room for what follows from tasks that have ended, in their place. */
  Room roomInstead(int ended) {
    int free = Math.min(ended, threads - waiting.get());
    int ahead = Math.min(ended, threads + pace.ahead() - open.get() + ended);
    if (Math.max(free, ahead) <= 0) {
      return Room.NONE;
    }
    return ahead > free ? take(ahead, pace.quickSteps()) : take(free, steps);
  }

  /** Whether it is worth to look for more. */
  boolean wantMore() {
    int ahead = pace.ahead();
    return waiting.get() < threads || (ahead > 0 && threads + ahead - open.get() >= ahead / 2);
  }

  private Room take(int most, Set<String> of) {
    waiting.addAndGet(most);
    open.addAndGet(most);
    return new Room(most, of);
  }

  /** Gives up the room that was not needed. */
  void giveUp(int unused) {
    waiting.addAndGet(-unused);
    open.addAndGet(-unused);
  }

  /** A task has run. */
  void ran() {
    waiting.decrementAndGet();
  }

  /** The store has heard the end of a task, or nobody will tell. */
  void ended() {
    open.decrementAndGet();
  }
}
