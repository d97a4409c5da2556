package dev.reelstate.examples.benchmarks.store;

import dev.reelstate.examples.benchmarks.store.library.LostWorkException;

/** One part of the benchmark, which prints its own table. */
interface Part {

  /**
   * Measures and prints the table.
   *
   * @throws LostWorkException if a subject lost or repeated tasks
   */
  void run(Conditions conditions) throws Exception;
}
