package dev.reelstate.processing.engine;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.engine.RunningTask.StopReason;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the store how tasks ended. What ends while an earlier report is on its way is reported
 * together in the next one, so that a task costs a small part of a transaction when there are many,
 * and waits for nobody when there are few.
 *
 * <p>A result counts only once it is committed, so a database that does not answer is asked again
 * for as long as the tasks are ours; the fence makes a second report of the same thing harmless.
 */
final class Reporter implements AutoCloseable {

  /** How it went with a report. */
  enum Outcome {
    /** The store took it. */
    ACCEPTED,
    /** The store refused it, as the claim holds no longer, and had not heard it before. */
    REFUSED,
    /** The store refused it, but may have taken it before, when its answer was lost. */
    UNCERTAIN,
    /** The claim was lost before the store answered. */
    ABANDONED
  }

  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final int MOST = 500;

  /** One prepares a report while the store works on that of the other. */
  private static final int THREADS = 2;

  /** The longest that a report waits for more while another is under way. */
  private static final Duration LINGER = Duration.ofMillis(5);

  /** How long closing waits for a report that is under way. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Between two tries to report to a database that does not answer. */
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final BiFunction<List<TaskReport>, Slots.Room, List<Receipt>> store;
  private final IntFunction<Slots.Room> rooms;
  private final BiConsumer<Ended, Outcome> reported;
  private final Lock gathering = new ReentrantLock();
  private final AtomicInteger underWay = new AtomicInteger();
  private final Signal arrived = new Signal();
  private final BlockingQueue<Ended> waiting = new LinkedBlockingQueue<>();
  private final List<Thread> threads = Stream.generate(
          () -> new Thread(this::reportAll, "reelstate-reports"))
      .limit(THREADS)
      .toList();

  /**
   * Starts the threads.
   *
   * @param store takes reports, with the room for tasks that follow from them, and answers with
   *     receipts
   * @param rooms gives room for what follows from so many tasks that have ended
   * @param reported is told of each report how it went, on the thread that reports
   */
  Reporter(
      BiFunction<List<TaskReport>, Slots.Room, List<Receipt>> store,
      IntFunction<Slots.Room> rooms,
      BiConsumer<Ended, Outcome> reported) {
    this.store = store;
    this.rooms = rooms;
    this.reported = reported;
    threads.forEach(Thread::start);
  }

  /** A task that has ended, and what is to be said of it. */
  record Ended(RunningTask task, TaskReport report) {}

  /** Reports soon. */
  void report(Ended ended) {
    waiting.add(ended);
  }

  private void reportAll() {
    try {
      while (true) {
        List<Ended> batch = gather();
        underWay.incrementAndGet();
        try {
          report(batch, rooms.apply(batch.size()));
        } finally {
          underWay.decrementAndGet();
          arrived.raise();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Reporting was stopped");
    }
  }

  /** What ends next; when another report is under way, there is no hurry, and more to gather. */
  private List<Ended> gather() throws InterruptedException {
    gathering.lockInterruptibly();
    try {
      List<Ended> batch = new ArrayList<>(List.of(waiting.take()));
      arrived.lower();
      if (underWay.get() > 0 && waiting.size() < MOST / 2) {
        arrived.await(LINGER);
      }
      waiting.drainTo(batch, MOST - 1);
      return batch;
    } finally {
      gathering.unlock();
    }
  }

  private void report(List<Ended> batch, Slots.Room room) throws InterruptedException {
    Slots.Room left = room;
    Outcome ifRefused = Outcome.REFUSED;
    while (!batch.isEmpty()) {
      try {
        Slots.Room once = left;
        left = Slots.Room.NONE;
        List<Receipt> receipts = store.apply(batch.stream().map(Ended::report).toList(), once);
        tell(batch, receipts, ifRefused);
        return;
      } catch (ReelstateException e) {
        ifRefused = Outcome.UNCERTAIN;
        LOG.debug("The ends of {} tasks could not be reported", batch.size(), e);
        TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
        batch.removeIf(ended -> giveUpIfLost(ended, e));
      } catch (RuntimeException e) {
        reportWithout(batch, e);
        return;
      }
    }
  }

  private void tell(List<Ended> batch, List<Receipt> receipts, Outcome ifRefused) {
    for (int i = 0; i < batch.size(); i++) {
      tell(batch.get(i), receipts.get(i) == Receipt.ACCEPTED ? Outcome.ACCEPTED : ifRefused);
    }
  }

  /** What goes wrong here must not look as if the store had said it. */
  private void tell(Ended ended, Outcome outcome) {
    try {
      reported.accept(ended, outcome);
    } catch (RuntimeException e) {
      LOG.error("What follows from the end of {} failed", ended.task().claim().task(), e);
    }
  }

  private boolean giveUpIfLost(Ended ended, ReelstateException e) {
    boolean lost = ended.task().stopReason() == StopReason.LEASE_LOST;
    if (lost) {
      LOG.warn(
          "The end of {} is not recorded and may be done again",
          ended.task().claim().task(),
          e);
      tell(ended, Outcome.ABANDONED);
    }
    return lost;
  }

  /**
   * One of the reports is such that the store will never take it: it is found, and replaced by a
   * failure.
   */
  private void reportWithout(List<Ended> batch, RuntimeException e) throws InterruptedException {
    if (batch.size() > 1) {
      for (Ended ended : batch) {
        report(new ArrayList<>(List.of(ended)), Slots.Room.NONE);
      }
      return;
    }
    Ended culprit = batch.get(0);
    LOG.error("The store refused the result of {}", culprit.task().claim().task(), e);
    if (culprit.report() instanceof TaskReport.Succeeded) {
      TaskReport failure = TaskRunner.refused(culprit.task(), e);
      report(new ArrayList<>(List.of(new Ended(culprit.task(), failure))), Slots.Room.NONE);
    } else {
      tell(culprit, Outcome.ABANDONED);
    }
  }

  /**
   * Stops; what was not reported by now is not. Waits a little for a report that is under way, as
   * it may bring claims.
   */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join(PATIENCE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
