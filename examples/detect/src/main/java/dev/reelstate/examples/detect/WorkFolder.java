package dev.reelstate.examples.detect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for temporary files, which is removed with everything in it. */
record WorkFolder(Path path) implements AutoCloseable {

  static WorkFolder create() throws UnusableException {
    try {
      return new WorkFolder(Files.createTempDirectory("reelstate-detect"));
    } catch (IOException e) {
      throw new UnusableException("No folder for temporary files can be made.", e);
    }
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The temporary files in " + path + " could not be removed", e);
    }
  }
}
