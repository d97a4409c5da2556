package dev.reelstate.examples.benchmarks.store.database;

import dev.reelstate.examples.benchmarks.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Embedded databases in files of a temporary folder. */
public final class EmbeddedFiles implements DatabaseSource {

  private final TestDatabase.Kind kind;
  private final Workspace workspace;
  private final AtomicInteger databases = new AtomicInteger();

  private EmbeddedFiles(TestDatabase.Kind kind, Workspace workspace) {
    this.kind = kind;
    this.workspace = workspace;
  }

  /** Creates a source of H2 or SQLite databases. */
  public static EmbeddedFiles of(TestDatabase.Kind kind) {
    try {
      return new EmbeddedFiles(kind, Workspace.create());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TestDatabase fresh() {
    return new TestDatabase(
        kind, workspace.file("benchmark-" + databases.incrementAndGet()).toString());
  }

  @Override
  public void close() {
    try {
      workspace.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
