package dev.reelstate.examples.benchmarks.store;

import dev.reelstate.examples.benchmarks.store.Rounds.Result;
import dev.reelstate.examples.benchmarks.store.database.EmbeddedFiles;
import dev.reelstate.examples.benchmarks.store.database.TestDatabase;
import dev.reelstate.examples.benchmarks.store.library.DbScheduler;
import dev.reelstate.examples.benchmarks.store.library.JobLibrary;
import dev.reelstate.examples.benchmarks.store.library.Reelstate;
import java.util.List;

/**
 * Measures how fast a backlog is processed in embedded databases, with every commit written to the
 * file. The backlog is halved because a commit costs more here. db-scheduler uses its default
 * strategy, the only one that it offers for them.
 */
final class EmbeddedPart implements Part {

  @Override
  public void run(Conditions conditions) throws Exception {
    Conditions smaller = conditions.withTasks(conditions.tasks() / 2);
    Table table = new Table(
        "embedded: " + smaller.tasks() + " tasks, " + JobLibrary.THREADS + " threads; median of "
            + smaller.repeat() + " (minimum to maximum)",
        "database",
        "Reelstate tasks/s",
        "db-scheduler tasks/s",
        "ours/theirs");
    for (TestDatabase.Kind kind : List.of(TestDatabase.Kind.H2, TestDatabase.Kind.SQLITE)) {
      if (conditions.databases().contains(kind)) {
        try (EmbeddedFiles files = EmbeddedFiles.of(kind)) {
          add(table, kind, files, smaller);
        }
      }
    }
    table.print(conditions.out());
  }

  private static void add(
      Table table, TestDatabase.Kind kind, EmbeddedFiles files, Conditions conditions)
      throws Exception {
    List<Result<JobLibrary, Drain>> results = Rounds.inTurns(
        List.of(Reelstate.withSuccessor(), DbScheduler.standard()),
        conditions,
        library -> Drain.of(library, files, conditions.tasks()));
    Samples our = results.get(0).samples(Drain::speed);
    Samples their = results.get(1).samples(Drain::speed);
    table.add(
        kind.title(),
        Table.spread(our),
        Table.spread(their),
        Table.ratio(our.median(), their.median()));
  }
}
