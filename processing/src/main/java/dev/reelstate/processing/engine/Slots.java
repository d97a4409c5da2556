package dev.reelstate.processing.engine;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Counts the tasks that a node has claimed, and decides how many more to claim: one of any step for
 * each free thread, and some more of quick steps, to be ready when a thread becomes free.
 * Thread-safe.
 */
final class Slots {

  private final int threads;
  private final Supplier<Set<String>> steps;
  private final Prefetch prefetch;

  /** Tasks that are claimed but have not finished running. */
  private int waiting;

  /** Tasks that are claimed but whose outcome is not yet being reported. */
  private int open;

  /**
   * Creates empty slots.
   *
   * @param threads how many tasks run at once
   * @param steps the steps that can be run at the moment
   */
  Slots(int threads, Supplier<Set<String>> steps, Prefetch prefetch) {
    this.threads = threads;
    this.steps = steps;
    this.prefetch = prefetch;
  }

  /**
   * Room reserved for tasks until they are claimed.
   *
   * @param most the maximum number of tasks
   * @param steps the steps they may belong to
   */
  record Room(int most, Set<String> steps) {
    static final Room NONE = new Room(0, Set.of());
  }

  /** Reserves room for tasks of any step, one for each free thread. */
  synchronized Room room() {
    return take(threads - waiting, steps.get());
  }

  /**
   * Reserves room for tasks that can wait a little for a thread, if there is enough to be worth a
   * claim.
   */
  synchronized Room roomAhead() {
    return isWorthAhead() ? take(left(), quickSteps()) : Room.NONE;
  }

  /**
   * Records that tasks have ended and are about to be reported, and reserves room for the tasks
   * that follow from them.
   */
  synchronized Room roomAfter(int ended) {
    open -= ended;
    int free = Math.min(ended, threads - waiting);
    int ahead = Math.min(ended, left());
    return ahead > free ? take(ahead, quickSteps()) : take(free, steps.get());
  }

  /** Whether it is worth looking for more tasks. */
  synchronized boolean wantMore() {
    return waiting < threads || isWorthAhead();
  }

  /** Releases room that was not used. */
  synchronized void giveUp(int unused) {
    waiting -= unused;
    open -= unused;
  }

  /** Records that a task has run; its outcome is still to be reported. */
  synchronized void ran() {
    waiting--;
  }

  /** Records that the outcome of a task will not be reported. */
  synchronized void dropped() {
    open--;
  }

  private boolean isWorthAhead() {
    int ahead = prefetch.ahead();
    return ahead > 0 && left() >= ahead / 2;
  }

  private int left() {
    return threads + prefetch.ahead() - open;
  }

  private Set<String> quickSteps() {
    Set<String> quick = new HashSet<>(prefetch.quickSteps());
    quick.retainAll(steps.get());
    return quick;
  }

  private Room take(int most, Set<String> of) {
    if (most <= 0 || of.isEmpty()) {
      return Room.NONE;
    }
    waiting += most;
    open += most;
    return new Room(most, of);
  }
}
