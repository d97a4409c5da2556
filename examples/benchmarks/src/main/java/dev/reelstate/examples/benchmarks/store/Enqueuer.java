package dev.reelstate.examples.benchmarks.store;

import dev.reelstate.examples.benchmarks.store.database.TestDatabase;
import dev.reelstate.examples.benchmarks.store.library.JobLibrary;
import dev.reelstate.examples.benchmarks.store.library.JobSession;
import dev.reelstate.examples.benchmarks.store.library.Journal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A separate process that enqueues tasks. It answers its first line of input with its
 * {@link System#nanoTime()}, so that its parent can verify that both processes share a clock. Then
 * it enqueues, and prints the commit time of each task.
 */
final class Enqueuer {

  private Enqueuer() {}

  /**
   * Takes the name of a library, the kind and location of a database, and the number of tasks to
   * enqueue.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    TestDatabase database = new TestDatabase(TestDatabase.Kind.valueOf(args[1]), args[2]);
    int count = Integer.parseInt(args[3]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (JobSession session = JobLibrary.named(args[0]).open(database, new Journal(count))) {
      in.readLine();
      System.out.println(System.nanoTime());
      Trickle.into(session, count, (number, nanos) -> System.out.println(number + " " + nanos));
    }
  }
}
