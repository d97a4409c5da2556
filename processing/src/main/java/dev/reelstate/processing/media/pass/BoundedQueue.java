package dev.reelstate.processing.media.pass;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes items with native memory from one thread to another, through a bounded buffer, and frees
 * items that will never be taken.
 *
 * <p>Thread-safe; intended for one producer and one consumer.
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
   * Adds an item, waiting for space.
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

  /** Marks the end: no more items will be added. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Wakes both sides and frees the queued items. */
  synchronized void cancel() {
    cancelled = true;
    items.forEach(discard);
    items.clear();
    notifyAll();
  }

  /** Waits for a change. Call in a loop that checks the condition. */
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
