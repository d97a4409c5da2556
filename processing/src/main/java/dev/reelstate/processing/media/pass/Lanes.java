package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.libav.LibavException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one pass and the queues between them. The first failure stops them all; queued
 * items are freed.
 *
 * <p>Closing cancels running lanes and waits for them, so no native memory is in use afterwards.
 */
final class Lanes implements AutoCloseable {

  /** One thread's work. */
  @FunctionalInterface
  interface Work {
    void run() throws MediaException, LibavException, IOException;
  }

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private final List<Thread> threads = new ArrayList<>();
  private final List<BoundedQueue<?>> queues = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Map<String, Long> cpu = new ConcurrentHashMap<>();
  private volatile boolean cancelled;

  <T> BoundedQueue<T> queue(int capacity, Consumer<? super T> discard) {
    BoundedQueue<T> queue = new BoundedQueue<>(capacity, discard);
    queues.add(queue);
    return queue;
  }

  void start(String name, Work work) {
    Thread thread = new Thread(() -> run(name, work), "reelstate-" + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void run(String name, Work work) {
    try {
      work.run();
      cpu.put(name, CLOCK.getCurrentThreadCpuTime() / 1_000_000);
    } catch (CancellationException e) {
      // Another lane failed or the caller went away; the cause is recorded there.
    } catch (Exception | Error e) {
      failure.compareAndSet(null, e);
      cancel();
    }
  }

  /** Whether the lanes were told to stop. */
  boolean cancelled() {
    return cancelled;
  }

  /**
   * Waits until all lanes are done, calling {@code tick} regularly on this thread.
   *
   * @throws MediaException the first failure of any lane
   */
  void await(Runnable tick, long tickMillis) throws MediaException, InterruptedException {
    for (Thread thread : threads) {
      while (thread.isAlive() && failure.get() == null) {
        thread.join(tickMillis);
        tick.run();
      }
    }
    Throwable cause = failure.get();
    if (cause instanceof MediaException media) {
      throw media;
    }
    if (cause instanceof IOException io) {
      throw MediaFailures.storage(io);
    }
    if (cause instanceof OutOfMemoryError outOfMemory) {
      throw outOfMemory;
    }
    if (cause != null) {
      throw MediaFailures.internal(cause);
    }
  }

  /** The processor time of each lane that has ended, in milliseconds, by its name. */
  Map<String, Long> cpu() {
    return Map.copyOf(cpu);
  }

  private void cancel() {
    cancelled = true;
    queues.forEach(BoundedQueue::cancel);
  }

  @Override
  public void close() {
    boolean alive = threads.stream().anyMatch(Thread::isAlive);
    if (!alive) {
      return;
    }
    cancel();
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          TimeUnit.MILLISECONDS.timedJoin(thread, 1000);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
