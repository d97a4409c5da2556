package dev.reelstate.processing.engine;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that run tasks, one for each slot. A <em>stray</em> is a thread whose step goes on
 * although it was told to stop: it gets a replacement and no longer counts, until its step returns.
 * They are daemons, so that a stray does not keep the process alive. Thread-safe.
 */
final class TaskThreads {

  /** With so many strays, a step is no longer claimed here. */
  static final int MOST_STRAYS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(TaskThreads.class);

  private final int slots;
  private final ThreadPoolExecutor pool;
  private final Map<String, Integer> strays = new TreeMap<>();

  TaskThreads(int slots) {
    this.slots = slots;
    this.pool = new ThreadPoolExecutor(
        slots, slots, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), TaskThreads::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "reelstate-task");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs work as soon as a thread is free.
   *
   * @throws java.util.concurrent.RejectedExecutionException after {@link #close}
   */
  void execute(Runnable work) {
    pool.execute(work);
  }

  /** Replaces the thread of a task whose step does not stop, and logs where it is. */
  synchronized void lose(RunningTask task) {
    strays.merge(task.step().name(), 1, Integer::sum);
    resize();
    IllegalStateException stack = new IllegalStateException("Where the step is");
    stack.setStackTrace(task.stack());
    LOG.warn(
        "The step {} of {} ignores that it was interrupted; its thread is left to itself and its"
            + " result will be ignored",
        task.step().name(),
        task.claim().task(),
        stack);
  }

  /** Takes back the thread of a stray whose step has returned. */
  synchronized void returned(RunningTask task) {
    strays.computeIfPresent(task.step().name(), (step, count) -> count == 1 ? null : count - 1);
    resize();
    LOG.info(
        "The step {} of {} has ended late", task.step().name(), task.claim().task());
  }

  private void resize() {
    int size = slots + strays.values().stream().mapToInt(Integer::intValue).sum();
    if (size > pool.getMaximumPoolSize()) {
      pool.setMaximumPoolSize(size);
      pool.setCorePoolSize(size);
    } else {
      pool.setCorePoolSize(size);
      pool.setMaximumPoolSize(size);
    }
  }

  /** The number of strays of each step that has some. */
  synchronized Map<String, Integer> strays() {
    return new TreeMap<>(strays);
  }

  /** The steps that have too many strays to be claimed. */
  synchronized Set<String> overrun() {
    return strays.entrySet().stream()
        .filter(step -> step.getValue() >= MOST_STRAYS)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Interrupts all threads and starts no more work. */
  void close() {
    pool.shutdownNow();
  }
}
