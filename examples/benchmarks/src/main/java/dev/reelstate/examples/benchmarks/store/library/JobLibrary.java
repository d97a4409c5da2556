package dev.reelstate.examples.benchmarks.store.library;

import dev.reelstate.examples.benchmarks.store.database.TestDatabase;
import java.util.List;
import java.util.stream.Stream;

/** A job library under test, configured as its own documentation recommends. */
public interface JobLibrary {

  /** The number of threads of every library. */
  int THREADS = 10;

  /** Its name in the tables. */
  String name();

  /**
   * Opens it on a database, creating its tables if they are missing. Nothing runs before
   * {@link JobSession#start()}.
   *
   * @param journal records every run of a task
   */
  JobSession open(TestDatabase database, Journal journal);

  /** Ours, followed by the others. */
  static List<JobLibrary> oursAnd(JobLibrary ours, List<JobLibrary> others) {
    return Stream.concat(Stream.of(ours), others.stream()).toList();
  }

  /** The library with that name, for use in another process. */
  static JobLibrary named(String name) {
    return List.of(Reelstate.oneTask(), DbScheduler.standard(), DbScheduler.tuned(), new JobRunr())
        .stream()
        .filter(library -> library.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
