package dev.reelstate.examples.benchmarks.store;

import dev.reelstate.examples.benchmarks.store.Rounds.Result;
import dev.reelstate.examples.benchmarks.store.database.PostgresServer;
import dev.reelstate.examples.benchmarks.store.database.TestDatabase;
import dev.reelstate.examples.benchmarks.store.library.JobLibrary;
import dev.reelstate.examples.benchmarks.store.library.JobSession;
import dev.reelstate.examples.benchmarks.store.library.Journal;
import dev.reelstate.examples.benchmarks.store.library.LostWorkException;
import dev.reelstate.examples.benchmarks.store.library.Reelstate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures how fast tasks are enqueued on PostgreSQL while nobody processes them: one by one with
 * the single call, from one thread and from ten, a quarter of the backlog each; and the whole
 * backlog with the bulk call. A Reelstate task is a video whose original is already stored, with a
 * plan of one task.
 */
final class EnqueuePart implements Part {

  private final PostgresServer server;
  private final List<JobLibrary> others;

  /** Measures Reelstate and others. */
  EnqueuePart(PostgresServer server, List<JobLibrary> others) {
    this.server = server;
    this.others = List.copyOf(others);
  }

  /** The ways to enqueue. */
  private enum Way {
    ONE_THREAD("one by one, 1 thread"),
    TEN_THREADS("one by one, " + JobLibrary.THREADS + " threads"),
    BATCH("with the bulk call");

    private final String title;

    Way(String title) {
      this.title = title;
    }
  }

  @Override
  public void run(Conditions conditions) throws Exception {
    List<Result<JobLibrary, Map<Way, Double>>> results = Rounds.inTurns(
        JobLibrary.oursAnd(Reelstate.oneTask(), others),
        conditions,
        library -> measure(library, conditions));
    for (Way way : Way.values()) {
      Table table = new Table(
          "enqueue: " + tasks(way, conditions) + " tasks " + way.title + ", PostgreSQL; median of "
              + conditions.repeat() + " (minimum to maximum)",
          "subject",
          "tasks/s",
          "ours/theirs");
      double ours = speed(results.get(0), way).median();
      for (Result<JobLibrary, Map<Way, Double>> result : results) {
        Samples speed = speed(result, way);
        table.add(result.subject().name(), Table.spread(speed), Table.ratio(ours, speed.median()));
      }
      table.print(conditions.out());
    }
  }

  private static Samples speed(Result<JobLibrary, Map<Way, Double>> result, Way way) {
    return result.samples(speeds -> speeds.getOrDefault(way, 0.0));
  }

  private static int tasks(Way way, Conditions conditions) {
    return way == Way.BATCH ? conditions.tasks() : Math.max(1, conditions.tasks() / 4);
  }

  /** Tasks per second for each way, into one database. */
  private Map<Way, Double> measure(JobLibrary library, Conditions conditions) throws Exception {
    TestDatabase database = server.fresh();
    Map<Way, Double> speeds = new EnumMap<>(Way.class);
    try (JobSession session = library.open(database, new Journal(0))) {
      int first = 0;
      for (Way way : Way.values()) {
        server.settle(database);
        int count = tasks(way, conditions);
        long begin = System.nanoTime();
        enqueue(session, way, first, count);
        speeds.put(way, count / ((System.nanoTime() - begin) / 1e9));
        first += count;
      }
      requireAll(library, session.unfinished(), first);
    }
    server.drop(database);
    return speeds;
  }

  private static void requireAll(JobLibrary library, long enqueued, int expected) {
    if (enqueued != expected) {
      throw new LostWorkException(
          library.name() + " holds " + enqueued + " of " + expected + " enqueued tasks.");
    }
  }

  private static void enqueue(JobSession session, Way way, int first, int count) throws Exception {
    switch (way) {
      case ONE_THREAD -> enqueue(session, first, count, 1);
      case TEN_THREADS -> enqueue(session, first, count, JobLibrary.THREADS);
      case BATCH -> session.enqueueAll(first, count);
    }
  }

  private static void enqueue(JobSession session, int first, int count, int threads)
      throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try {
      AtomicInteger next = new AtomicInteger(first);
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        calls.add(callers.submit(() -> enqueueSome(session, next, first + count)));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    } finally {
      callers.shutdown();
    }
  }

  private static void enqueueSome(JobSession session, AtomicInteger next, int end) {
    for (int number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
      session.enqueue(number);
    }
  }
}
