package dev.reelstate.examples.benchmarks.store;

import java.util.List;
import java.util.stream.Stream;

/** A job library under test, set up as its own documentation advises. */
interface JobLibrary {

  /** How many threads every library works with. */
  int THREADS = 10;

  /** What the tables call it. */
  String name();

  /**
   * Opens it on a database, making its tables if they are missing. Nothing runs before
   * {@link JobSession#start()}.
   *
   * @param journal is told of every run of a task
   */
  JobSession open(TestDatabase database, Journal journal);

  /** One before the others. */
  static List<JobLibrary> oursAnd(JobLibrary ours, List<JobLibrary> others) {
    return Stream.concat(Stream.of(ours), others.stream()).toList();
  }

  /** The one of that name, for another process. */
  static JobLibrary named(String name) {
    return List.of(Reelstate.oneTask(), DbScheduler.standard(), DbScheduler.tuned(), new JobRunr())
        .stream()
        .filter(library -> library.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
