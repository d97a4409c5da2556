package dev.reelstate.examples.benchmarks.store;

import dev.reelstate.examples.benchmarks.store.database.TestDatabase.Kind;
import java.io.PrintStream;
import java.util.Set;

/**
 * The scope of the measurements, and the output for the tables.
 *
 * @param databases the databases for the parts that run on several
 * @param tasks the number of tasks in a backlog; even
 * @param rows the number of finished tasks in the largest tables
 * @param samples the number of latency samples
 * @param warmUp the number of warm-up rounds per subject
 * @param repeat the number of measured rounds per subject
 * @param out the stream to print the tables to
 */
record Conditions(
    Set<Kind> databases,
    int tasks,
    int rows,
    int samples,
    int warmUp,
    int repeat,
    PrintStream out) {

  Conditions {
    databases = Set.copyOf(databases);
  }

  /** A copy with another backlog, rounded to an even number. */
  Conditions withTasks(int count) {
    return new Conditions(
        databases, Math.max(2, count / 2 * 2), rows, samples, warmUp, repeat, out);
  }
}
