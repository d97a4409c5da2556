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
 * Reports the outcomes of tasks to the store. Tasks that end while a report is under way are
 * reported together in the next one. When there are many, each costs a small part of a transaction;
 * when there are few, none waits for another.
 *
 * <p>A result counts only once it is committed, so while the database does not answer, a report is
 * retried for as long as this node holds the tasks. The fence makes a repeated report harmless.
 */
final class Reporter implements AutoCloseable {

  /** The outcome of a report. */
  enum Outcome {
    /** The store accepted it. */
    ACCEPTED,
    /** The store refused it at the first attempt, because the claim no longer holds. */
    REFUSED,
    /** The store refused it, but may have accepted an earlier attempt whose answer was lost. */
    UNCERTAIN,
    /** The claim was lost before the store answered. */
    ABANDONED
  }

  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final int MOST = 500;

  /** One gathers a report while the store processes that of the other. */
  private static final int THREADS = 2;

  /** How long a report waits at most for more tasks while another is under way. */
  private static final Duration LINGER = Duration.ofMillis(5);

  /** How long closing waits for a report that is under way. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The pause between attempts while the database does not answer. */
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
   * @param store takes reports and the room for tasks that follow from them, and returns receipts
   * @param rooms reserves room for the tasks that follow from the given number of ended ones
   * @param reported called with the outcome of each report, on the reporting thread
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

  /** A task that has ended, and its report. */
  record Ended(RunningTask task, TaskReport report) {}

  /** Queues a report. */
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

  /** Takes the tasks that have ended; lingers for more while another report is under way. */
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
        LOG.debug("Could not report the outcomes of tasks: {}", batch.size(), e);
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

  /** Catches errors of the callback, which must not look like an answer of the store. */
  private void tell(Ended ended, Outcome outcome) {
    try {
      reported.accept(ended, outcome);
    } catch (RuntimeException e) {
      LOG.error("Handling the outcome of {} failed", ended.task().claim().task(), e);
    }
  }

  private boolean giveUpIfLost(Ended ended, ReelstateException e) {
    boolean lost = ended.task().stopReason() == StopReason.LEASE_LOST;
    if (lost) {
      LOG.warn(
          "The outcome of {} was not recorded; the task may run again",
          ended.task().claim().task(),
          e);
      tell(ended, Outcome.ABANDONED);
    }
    return lost;
  }

  /** Finds the report that the store will never accept, and replaces it with a failure. */
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
   * Stops without sending queued reports. Waits a little for a report that is under way, since its
   * answer may bring claims.
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
