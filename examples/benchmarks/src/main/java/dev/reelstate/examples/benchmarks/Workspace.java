package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.storage.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary folder that is deleted on close.
 *
 * @param folder its path
 */
public record Workspace(Path folder) implements AutoCloseable {

  /** Creates a temporary folder. */
  public static Workspace create() throws IOException {
    return new Workspace(Files.createTempDirectory("reelstate-benchmark"));
  }

  /** The path of a file in the folder, which this does not create. */
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
