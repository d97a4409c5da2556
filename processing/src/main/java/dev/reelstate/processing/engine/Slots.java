package dev.reelstate.processing.engine;

import java.util.Set;

/**
 * How many tasks a node has taken on, and how many more it would: as many of any step as there are
 * threads free, and of quick steps some more, to be at hand when a thread is. Thread-safe.
 */
final class Slots {

  private final int threads;
  private final Set<String> steps;
  private final Prefetch prefetch;

  /** Claimed, and not yet run to the end. */
  private int waiting;

  /** Claimed, and not yet on the way to the store with a report of the end. */
  private int open;

  /**
   * Empty slots.
   *
   * @param threads how many tasks run at once
   * @param steps the steps that can be run
   */
  Slots(int threads, Set<String> steps, Prefetch prefetch) {
    this.threads = threads;
    this.steps = Set.copyOf(steps);
    this.prefetch = prefetch;
  }

  /**
   * Room that is kept for tasks until they are claimed.
   *
   * @param most how many
   * @param steps of which steps
   */
  record Room(int most, Set<String> steps) {
    static final Room NONE = new Room(0, Set.of());
  }

  /** Takes room for tasks of any step that has a thread free. */
  synchronized Room room() {
    return take(threads - waiting, steps);
  }

  /**
   * Takes room for tasks that can wait for a thread a little, if there is enough of it to be worth
   * a claim.
   */
  synchronized Room roomAhead() {
    return isWorthAhead() ? take(left(), prefetch.quickSteps()) : Room.NONE;
  }

  /**
   * So many tasks have ended and are about to be reported; takes room for what follows from them.
   */
  synchronized Room roomAfter(int ended) {
    open -= ended;
    int free = Math.min(ended, threads - waiting);
    int ahead = Math.min(ended, left());
    return ahead > free ? take(ahead, prefetch.quickSteps()) : take(free, steps);
  }

  /** Whether it is worth to look for more. */
  synchronized boolean wantMore() {
    return waiting < threads || isWorthAhead();
  }

  /** Gives up room that is not needed. */
  synchronized void giveUp(int unused) {
    waiting -= unused;
    open -= unused;
  }

  /** A task has run; its end is still to be reported. */
  synchronized void ran() {
    waiting--;
  }

  /** The end of a task will not be reported. */
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

  private Room take(int most, Set<String> of) {
    if (most <= 0) {
      return Room.NONE;
    }
    waiting += most;
    open += most;
    return new Room(most, of);
  }
}
