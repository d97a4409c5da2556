package dev.reelstate.examples.benchmarks.store;

import dev.reelstate.examples.benchmarks.store.TestDatabase.Kind;
import java.io.PrintStream;
import java.util.Set;

/**
 * How much is measured, and where the tables go.
 *
 * @param databases where what is measured on several is measured
 * @param tasks tasks of a backlog; even
 * @param rows finished tasks in the largest tables
 * @param samples pick-ups of which the latency is taken
 * @param warmUp how often each subject is measured before anything counts
 * @param repeat how often each subject is measured, in turns
 * @param out where the tables go
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

  /** The same with another backlog, rounded to an even number. */
  Conditions withTasks(int count) {
    return new Conditions(
        databases, Math.max(2, count / 2 * 2), rows, samples, warmUp, repeat, out);
  }
}
