package dev.reelstate.jdbc;

import dev.reelstate.ReelstateException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Combines concurrent calls into one transaction, which costs little more than a single call. While
 * batches run, new calls queue up, and one of the waiting threads then runs them as the next batch.
 * A lone call runs at once. If a batch is rejected, each caller repeats its own call on its own
 * thread, so that no caller sees another's mistake. A database failure goes to every caller of the
 * batch. Thread-safe.
 *
 * @param <T> an item of a call
 * @param <R> the result for an item
 */
final class GroupCommit<T, R> {

  /** The most items in a batch, unless a single call has more. */
  private static final int MOST = 500;

  /** The batches that run at once: one is prepared while the database executes another. */
  private static final int SERVING = 2;

  private final Function<List<T>, List<R>> work;
  private final Deque<Caller<T, R>> waiting = new ArrayDeque<>();
  private int serving;

  /**
   * Creates a group commit.
   *
   * @param work processes a batch and returns one result per item, in order
   */
  GroupCommit(Function<List<T>, List<R>> work) {
    this.work = work;
  }

  /** Processes the items and returns one result per item, in order. Throws what the work throws. */
  List<R> call(List<T> items) {
    Caller<T, R> own = new Caller<>(items);
    if (enter(own)) {
      serve();
    }
    Answer<R> answer = own.await();
    while (answer.kind() == Kind.SERVE) {
      serve();
      answer = own.await();
    }
    if (answer.failure() != null) {
      throw answer.failure();
    }
    return answer.kind() == Kind.DONE ? answer.results() : work.apply(items);
  }

  /** The number of queued calls. */
  synchronized int waiting() {
    return waiting.size();
  }

  /** Queues a caller, and returns whether it has to run the next batch. */
  private synchronized boolean enter(Caller<T, R> caller) {
    waiting.add(caller);
    if (serving == SERVING) {
      return false;
    }
    caller.serves = true;
    serving++;
    return true;
  }

  /**
   * Runs one batch and hands over to a waiting caller. Each caller runs at most one batch: by then
   * its own call is done or in progress.
   */
  private void serve() {
    List<Caller<T, R>> some = next();
    try {
      List<R> results =
          work.apply(some.stream().flatMap(caller -> caller.items.stream()).toList());
      int from = 0;
      for (Caller<T, R> caller : some) {
        int until = from + caller.items.size();
        caller.answer(new Answer<>(Kind.DONE, results.subList(from, until), null));
        from = until;
      }
    } catch (RuntimeException e) {
      // After a database failure the commit may have succeeded, so a repeated call could conflict
      // with its own result.
      boolean failsAll = some.size() == 1 || e instanceof ReelstateException;
      some.forEach(caller -> caller.answer(
          failsAll ? new Answer<>(Kind.FAILED, List.of(), e) : new Answer<>(Kind.ALONE)));
    } catch (Error e) {
      some.forEach(caller -> caller.answer(new Answer<>(Kind.ALONE)));
      throw e;
    } finally {
      passOn();
    }
  }

  private synchronized List<Caller<T, R>> next() {
    List<Caller<T, R>> next = new ArrayList<>();
    int items = 0;
    for (Caller<T, R> caller = waiting.peek();
        caller != null && (next.isEmpty() || items + caller.items.size() <= MOST);
        caller = waiting.peek()) {
      next.add(waiting.remove());
      items += caller.items.size();
    }
    return next;
  }

  private synchronized void passOn() {
    for (Caller<T, R> caller : waiting) {
      if (!caller.serves) {
        caller.serves = true;
        caller.answer(new Answer<>(Kind.SERVE));
        return;
      }
    }
    serving--;
  }

  private enum Kind {
    /** Run the next batch. */
    SERVE,
    /** The call succeeded. */
    DONE,
    /** The batch failed. */
    FAILED,
    /** Repeat the call alone. */
    ALONE
  }

  private record Answer<R>(
      Kind kind, List<R> results, @Nullable RuntimeException failure) {

    Answer(Kind kind) {
      this(kind, List.of(), null);
    }
  }

  /** A queued call and the answers to it: possibly to run a batch, then the outcome of the call. */
  private static final class Caller<T, R> {

    private final List<T> items;
    private final BlockingQueue<Answer<R>> answers = new LinkedBlockingQueue<>();
    /** Guarded by the enclosing group commit. */
    private boolean serves;

    Caller(List<T> items) {
      this.items = items;
    }

    void answer(Answer<R> answer) {
      answers.add(answer);
    }

    /** Waits for an answer. Defers an interrupt, so that the caller always learns the outcome. */
    Answer<R> await() {
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return answers.take();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
