package dev.reelstate.processing.media.pass;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands things with native memory from one thread to another, a few at a time, and frees what
 * nobody will take any more.
 *
 * <p>Thread-safe; made for one giver and one taker.
 */
final class BoundedQueue<T> {

  private final Deque<T> items = new ArrayDeque<>();
  private final int capacity;
  private final Consumer<? super T> discard;
  private boolean ended;
  private boolean cancelled;

  /** @param discard frees an item */
  BoundedQueue(int capacity, Consumer<? super T> discard) {
    this.capacity = capacity;
    this.discard = discard;
  }

  /**
   * Hands over an item, waiting for room.
   *
   * @throws CancellationException if the queue was cancelled; the item is freed
   */
  void put(T item) {
    synchronized (this) {
      while (items.size() >= capacity && !cancelled) {
        pauseForChange();
      }
      if (!cancelled) {
        items.add(item);
        notifyAll();
        return;
      }
    }
    discard.accept(item);
    throw new CancellationException();
  }

  /**
   * Takes the next item, waiting for one; null when there are no more.
   *
   * @throws CancellationException if the queue was cancelled
   */
  synchronized @Nullable T take() {
    while (items.isEmpty() && !ended && !cancelled) {
      pauseForChange();
    }
    if (cancelled) {
      throw new CancellationException();
    }
    T item = items.poll();
    notifyAll();
    return item;
  }

  /** Says that nothing more will be put. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Wakes both sides up and frees what is inside. */
  synchronized void cancel() {
    cancelled = true;
    items.forEach(discard);
    items.clear();
    notifyAll();
  }

  /** To be called in a loop that checks what it waits for. */
  @SuppressWarnings("WaitNotInLoop")
  private void pauseForChange() {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancelled = true;
      notifyAll();
    }
  }
}
