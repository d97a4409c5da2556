package dev.reelstate.processing.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confines a worker to what one operation needs. With a sandbox, each operation gets a worker of
 * its own, which can reach the file and the folder of that operation and those of no other.
 *
 * <p>The worker's exit code must become that of the command, and ending the command must end the
 * worker. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Sandbox {

  /**
   * What a worker needs, as absolute paths without symbolic links in that of {@code java}.
   *
   * @param java the {@code java} executable that starts it
   * @param classPath the jars and folders of its program, to be read
   * @param natives the folders of the native libraries, to be read
   * @param inputs the media files of the operation, to be read
   * @param outputs the folder for what the operation makes, to be written to; null if it makes
   *     nothing
   */
  record Needs(
      Path java,
      List<Path> classPath,
      List<Path> natives,
      Set<Path> inputs,
      @Nullable Path outputs) {

    /** Copies the collections. */
    public Needs {
      classPath = List.copyOf(classPath);
      natives = List.copyOf(natives);
      inputs = Set.copyOf(inputs);
    }
  }

  /**
   * Returns what is put in front of a worker's command.
   *
   * @throws IOException if the sandbox cannot be prepared
   */
  List<String> prefix(Needs needs) throws IOException;

  /**
   * The sandbox of <a href="https://github.com/containers/bubblewrap">bubblewrap</a> on Linux,
   * whose program {@code bwrap} is found on the host's {@code PATH}. The worker has no network, can
   * make no socket (on x86-64 and 64-bit ARM), and sees no other process, no capability, no file
   * but what it needs and the system's libraries, and nothing that it can write to but its output
   * folder.
   */
  static Sandbox bubblewrap() {
    return new Bubblewrap();
  }
}
