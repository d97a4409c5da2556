package dev.reelstate.examples.benchmarks.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Another process, which enqueues. Answers its first line of input with its
 * {@link System#nanoTime()}, so that the one who started it can see that their clocks are one; then
 * enqueues, and says of each task when that was committed.
 */
final class Enqueuer {

  private Enqueuer() {}

  /**
   * Takes the name of a library, the kind and place of a database, and how many tasks to enqueue.
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
