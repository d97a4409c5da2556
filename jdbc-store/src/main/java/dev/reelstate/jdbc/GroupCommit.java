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
 * Does together what several threads ask for at once, as that costs little more than what one asks
 * for: while some are served, those who come meanwhile gather, and one of them serves them all. Who
 * comes alone is served at once. What several asked for and is refused is done again for each
 * alone, on his own thread, so that nobody sees the mistake of another; a failure of the database
 * is everybody's. Thread-safe.
 *
 * @param <T> what is asked for
 * @param <R> what comes of it
 */
final class GroupCommit<T, R> {

  /** The most that is done at once, unless one caller asks for more. */
  private static final int MOST = 500;

  /** So that one transaction is put together while another is in the database. */
  private static final int SERVING = 2;

  private final Function<List<T>, List<R>> work;
  private final Deque<Caller<T, R>> waiting = new ArrayDeque<>();
  private int serving;

  /**
   * Gathers what is to be done.
   *
   * @param work does it for all of some, and gives one result for each, in their order
   */
  GroupCommit(Function<List<T>, List<R>> work) {
    this.work = work;
  }

  /** Does it, and returns the results, one for each in their order; throws what the work throws. */
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

  /** How many callers wait to be served. */
  synchronized int waiting() {
    return waiting.size();
  }

  /** Whether the caller is to serve. */
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
   * Serves some, and passes the duty on: who serves does so once, then his own results are there or
   * about to come.
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
      // Done again after a failure of the database, it could meet what it has itself committed.
      boolean everybodys = some.size() == 1 || e instanceof ReelstateException;
      some.forEach(caller ->
          caller.answer(everybodys ? new Answer<>(Kind.FAILED, List.of(), e) : new Answer<>(Kind.ALONE)));
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
    /** Serve some of those who wait. */
    SERVE,
    /** Here is what came of it. */
    DONE,
    /** It did not work. */
    FAILED,
    /** Do it yourself. */
    ALONE
  }

  private record Answer<R>(
      Kind kind, List<R> results, @Nullable RuntimeException failure) {

    Answer(Kind kind) {
      this(kind, List.of(), null);
    }
  }

  /** Who has asked, and what he is told: perhaps to serve, and then how he was served. */
  private static final class Caller<T, R> {

    private final List<T> items;
    private final BlockingQueue<Answer<R>> answers = new LinkedBlockingQueue<>();
    /** Guarded by the gathering. */
    private boolean serves;

    Caller(List<T> items) {
      this.items = items;
    }

    void answer(Answer<R> answer) {
      answers.add(answer);
    }

    /**
     * An interrupt is kept for later: what was asked for is done, or is not, but not left unknown.
     */
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
