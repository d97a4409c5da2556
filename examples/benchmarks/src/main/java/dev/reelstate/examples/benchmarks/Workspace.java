package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.storage.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary folder that is gone at the end.
 *
 * @param folder where it is
 */
public record Workspace(Path folder) implements AutoCloseable {

  /** A new one. */
  public static Workspace create() throws IOException {
    return new Workspace(Files.createTempDirectory("reelstate-benchmark"));
  }

  /** A place in it; nothing is there yet. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** An empty folder for the outputs of one pass. */
  Path outputs() throws IOException {
    Path outputs = file("outputs");
    FileTree.delete(outputs);
    return Files.createDirectory(outputs);
  }

  @Override
  public void close() throws IOException {
    FileTree.delete(folder);
  }
}
