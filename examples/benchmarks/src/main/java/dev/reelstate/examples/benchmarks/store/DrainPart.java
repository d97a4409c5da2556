package dev.reelstate.examples.benchmarks.store;

import dev.reelstate.examples.benchmarks.store.Rounds.Result;
import dev.reelstate.examples.benchmarks.store.database.PostgresServer;
import dev.reelstate.examples.benchmarks.store.library.JobLibrary;
import dev.reelstate.examples.benchmarks.store.library.Reelstate;
import java.util.List;

/**
 * Measures how fast a backlog is processed on PostgreSQL, and what that costs the database.
 * Reelstate's tasks come in pairs, of which the second waits for the first and completes its video,
 * and each transition is an event in the log; the others' tasks are single and leave no history
 * (db-scheduler) or the last state (JobRunr).
 */
final class DrainPart implements Part {

  private final PostgresServer server;
  private final List<JobLibrary> others;

  /** Measures Reelstate and others. */
  DrainPart(PostgresServer server, List<JobLibrary> others) {
    this.server = server;
    this.others = List.copyOf(others);
  }

  @Override
  public void run(Conditions conditions) throws Exception {
    List<Result<JobLibrary, Drain>> results = Rounds.inTurns(
        JobLibrary.oursAnd(Reelstate.withSuccessor(), others),
        conditions,
        library -> Drain.of(library, server, conditions.tasks()));
    double ours = results.get(0).samples(Drain::speed).median();
    Table table = new Table(
        "drain: " + conditions.tasks() + " tasks, " + JobLibrary.THREADS
            + " threads, PostgreSQL; median of " + conditions.repeat() + " (minimum to maximum)",
        "subject",
        "tasks/s",
        "ours/theirs",
        "transactions/task",
        "WAL bytes/task",
        "client CPU ms/task");
    for (Result<JobLibrary, Drain> result : results) {
      Samples speed = result.samples(Drain::speed);
      table.add(
          result.subject().name(),
          Table.spread(speed),
          Table.ratio(ours, speed.median()),
          Table.figure(result.samples(Drain::transactionsPerTask).median()),
          Table.figure(result.samples(Drain::logBytesPerTask).median()),
          Table.figure(result.samples(Drain::cpuPerTask).median()));
    }
    table.print(conditions.out());
  }
}
