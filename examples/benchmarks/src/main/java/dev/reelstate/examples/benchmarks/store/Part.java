package dev.reelstate.examples.benchmarks.store;

/** One subject of measurement, with a table of its own. */
interface Part {

  /**
   * Measures and prints.
   *
   * @throws LostWorkException if a subject did not do its work
   */
  void run(Conditions conditions) throws Exception;
}
