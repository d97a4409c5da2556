package dev.reelstate.processing.worker.library;

import dev.reelstate.ReelstateException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the library that a class or a resource comes from, as something that {@code java -cp} can
 * use: where it is if possible, otherwise as a copy. Not thread-safe.
 */
public final class LibraryFinder {

  private static final Logger LOG = LoggerFactory.getLogger(LibraryFinder.class);

  private final JarCache cache;

  public LibraryFinder(JarCache cache) {
    this.cache = cache;
  }

  /**
   * The jar or folder of a class.
   *
   * @throws ReelstateException WORKER_START if it has none that can be used or copied
   */
  public Path of(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    ClassLoader loader = type.getClassLoader();
    URL resource = loader == null ? ClassLoader.getSystemResource(name) : loader.getResource(name);
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return find(name, source == null ? null : source.getLocation(), resource);
  }

  /**
   * The jar or folder of a resource.
   *
   * @param name its name, with which the URL ends
   * @throws ReelstateException as {@link #of(Class)} does
   */
  public Path of(String name, URL resource) {
    return find(name, null, resource);
  }

  private Path find(String name, @Nullable URL source, @Nullable URL resource) {
    Set<String> locations = new LinkedHashSet<>();
    if (source != null) {
      locations.add(source.toString());
    }
    if (resource != null) {
      String whole = resource.toString();
      locations.add(whole.substring(0, whole.length() - name.length()));
    }
    try {
      for (String location : locations) {
        Optional<Path> home = inFiles(location).filter(path -> holds(path, name));
        if (home.isPresent()) {
          return home.get();
        }
      }
      if (resource != null) {
        Path copy = RemoteLibrary.of(resource, name).copyTo(cache);
        if (holds(copy, name)) {
          return copy;
        }
      }
    } catch (IOException e) {
      throw new ReelstateException(
          notUsable(name, locations).withDetail(name + " from " + locations + ": " + e), e);
    }
    throw new ReelstateException(notUsable(name, locations));
  }

  private Optional<Path> inFiles(String location) throws IOException {
    Optional<NestedPath> path = NestedPath.of(location);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    Path file = path.get().file();
    for (String entry : path.get().inside()) {
      file = NestedLibrary.in(file, entry).copyTo(cache);
    }
    return Optional.of(file);
  }

  /** Whether the place that a class loader names really has the class. */
  private static boolean holds(Path library, String name) {
    if (Files.isDirectory(library)) {
      return Files.exists(library.resolve(name));
    }
    try (ZipFile jar = new ZipFile(library.toFile())) {
      return jar.getEntry(name) != null;
    } catch (IOException e) {
      LOG.debug("{} is not a jar", library, e);
      return false;
    }
  }

  private static Failure notUsable(String name, Set<String> locations) {
    return Failure.retryable(
            FailureCode.WORKER_START,
            "The class path of workers cannot be found out, because a library that they need can"
                + " neither be used where it is nor be copied; name its jars with"
                + " WorkerOptions.withClassPath.")
        .withDetail(name + " comes from " + (locations.isEmpty() ? "nowhere" : locations));
  }
}
