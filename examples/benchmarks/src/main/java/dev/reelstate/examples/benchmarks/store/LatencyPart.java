package dev.reelstate.examples.benchmarks.store;

import dev.reelstate.examples.benchmarks.store.database.DatabaseSource;
import dev.reelstate.examples.benchmarks.store.database.EmbeddedFiles;
import dev.reelstate.examples.benchmarks.store.database.MariaDbServer;
import dev.reelstate.examples.benchmarks.store.database.PostgresServer;
import dev.reelstate.examples.benchmarks.store.database.TestDatabase;
import dev.reelstate.examples.benchmarks.store.database.TestDatabase.Kind;
import dev.reelstate.examples.benchmarks.store.library.JobLibrary;
import dev.reelstate.examples.benchmarks.store.library.JobSession;
import dev.reelstate.examples.benchmarks.store.library.Journal;
import dev.reelstate.examples.benchmarks.store.library.Reelstate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long an idle queue takes to pick up one task: from the return of the call that
 * committed it to the start of its body, at random moments, enqueued by the working process or by
 * another one. The random moments fall anywhere between two polls of a polling library. Each case
 * is measured once, since it already consists of many samples. Reelstate is measured on every
 * database, the others on PostgreSQL.
 */
final class LatencyPart implements Part {

  /** The maximum number of warm-up tasks that do not count. */
  private static final int WARM_UP = 20;

  private final PostgresServer server;
  private final List<JobLibrary> others;

  /** Measures Reelstate and others. */
  LatencyPart(PostgresServer server, List<JobLibrary> others) {
    this.server = server;
    this.others = List.copyOf(others);
  }

  @Override
  public void run(Conditions conditions) throws Exception {
    Table table = new Table(
        "latency: idle pick-up of " + conditions.samples() + " tasks",
        "database",
        "subject",
        "enqueued by",
        "p50 ms",
        "p99 ms",
        "max ms",
        "p50 ours/theirs",
        "p99 ours/theirs");
    if (conditions.databases().contains(Kind.POSTGRESQL)) {
      compare(table, conditions, false);
      compare(table, conditions, true);
    }
    for (Kind kind : List.of(Kind.H2, Kind.MARIADB, Kind.SQLITE)) {
      if (conditions.databases().contains(kind)) {
        alone(table, conditions, kind);
      }
    }
    table.print(conditions.out());
  }

  private void compare(Table table, Conditions conditions, boolean fromOutside) throws Exception {
    Case ours = new Case(Reelstate.oneTask(), server.fresh(), fromOutside);
    Samples our = ours.measure(conditions.samples());
    add(table, ours, our, null);
    for (JobLibrary other : others) {
      Case theirs = new Case(other, server.fresh(), fromOutside);
      add(table, theirs, theirs.measure(conditions.samples()), our);
    }
  }

  private static void alone(Table table, Conditions conditions, Kind kind) throws Exception {
    if (kind == Kind.MARIADB && !MariaDbServer.exists()) {
      conditions.out().println("There is no MariaDB for this machine; it is skipped.");
      return;
    }
    try (DatabaseSource source =
        kind == Kind.MARIADB ? MariaDbServer.start() : EmbeddedFiles.of(kind)) {
      alone(table, conditions, source);
    }
  }

  private static void alone(Table table, Conditions conditions, DatabaseSource source)
      throws Exception {
    Case inside = new Case(Reelstate.oneTask(), source.fresh(), false);
    add(table, inside, inside.measure(conditions.samples()), null);
    if (inside.database().kind().isShared()) {
      Case outside = new Case(Reelstate.oneTask(), source.fresh(), true);
      add(table, outside, outside.measure(conditions.samples()), null);
    }
  }

  private static void add(Table table, Case measured, Samples samples, @Nullable Samples ours) {
    table.add(
        measured.database().kind().title(),
        measured.library().name(),
        measured.fromOutside() ? "another process" : "the same process",
        Table.figure(samples.median()),
        Table.figure(samples.quantile(0.99)),
        Table.figure(samples.largest()),
        ours == null ? "" : Table.ratio(ours.median(), samples.median()),
        ours == null ? "" : Table.ratio(ours.quantile(0.99), samples.quantile(0.99)));
  }

  /**
   * One case.
   *
   * @param fromOutside whether another process enqueues the tasks
   */
  private record Case(JobLibrary library, TestDatabase database, boolean fromOutside) {

    Samples measure(int samples) throws Exception {
      int warmUp = Math.min(samples, WARM_UP);
      int end = warmUp + samples;
      Journal journal = new Journal(end);
      AtomicLongArray enqueuedAt = new AtomicLongArray(end);
      try (JobSession session = library.open(database, journal)) {
        session.start();
        enqueue(session, end, enqueuedAt::set);
        journal.awaitAll();
        while (session.unfinished() > 0) {
          TimeUnit.MILLISECONDS.sleep(1);
        }
        journal.requireEachOnce();
        session.requireAllSucceeded(end);
      }
      return Samples.milliseconds(IntStream.range(warmUp, end)
          .mapToLong(number -> journal.beganAt(number) - enqueuedAt.get(number)));
    }

    private void enqueue(JobSession session, int end, Trickle.Enqueued enqueued) throws Exception {
      if (fromOutside) {
        try (EnqueuerProcess other = EnqueuerProcess.start(library, database, end)) {
          other.run(enqueued);
        }
      } else {
        Trickle.into(session, end, enqueued);
      }
    }
  }
}
