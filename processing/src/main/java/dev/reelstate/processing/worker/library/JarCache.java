package dev.reelstate.processing.worker.library;

import dev.reelstate.ReelstateException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of libraries that {@code java -cp} cannot use where they are, named by their content. Any
 * number of processes may share the folder. Not thread-safe.
 *
 * <p>Implementation notes. A copy is written under a name of its own and renamed when it is
 * complete, so no process ever sees half of one. An earlier copy is used only if it belongs to this
 * user and its content is what its name says. Copies that no process has asked for in a month are
 * removed; a worker that runs keeps the file open, and a process that misses one copies it again.
 */
public final class JarCache {

  private static final Logger LOG = LoggerFactory.getLogger(JarCache.class);
  private static final Duration UNUSED = Duration.ofDays(30);

  private final List<Path> candidates;
  private @Nullable Path folder;

  /**
   * Creates a cache; its folder is created when it is first needed.
   *
   * @param candidates folders, of which the first that can be made private is used
   */
  public JarCache(List<Path> candidates) {
    this.candidates = List.copyOf(candidates);
  }

  /** What a copy consists of; the same at each call. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * The copy of a library.
   *
   * @param name its name, for people
   * @throws IOException if it cannot be read or written
   * @throws ReelstateException WORKER_START if none of the folders can be used
   */
  public Path copy(String name, Content content) throws IOException {
    Path home = home();
    String hash = hash(content);
    String plain = name.replaceFirst("\\.jar$", "").replaceAll("[^A-Za-z0-9._-]", "_");
    Path copy = home.resolve(plain + "-" + hash + ".jar");
    if (isIntact(copy, hash)) {
      Files.setLastModifiedTime(copy, FileTime.from(Instant.now()));
    } else {
      write(copy, hash, content);
    }
    return copy;
  }

  private static boolean isIntact(Path copy, String hash) throws IOException {
    return Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)
        && PrivateFolder.isOwnedAlike(copy, copy.resolveSibling("."))
        && hash(out -> Files.copy(copy, out)).equals(hash);
  }

  private static void write(Path copy, String hash, Content content) throws IOException {
    Path part = Files.createTempFile(copy.getParent(), "copy", ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        content.writeTo(out);
      }
      if (!hash(out -> Files.copy(part, out)).equals(hash)) {
        throw new IOException("A library changed while it was copied: " + copy.getFileName());
      }
      Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
      LOG.debug("Copied a library for workers: {}", copy);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Path home() {
    Path known = folder;
    if (known != null) {
      return known;
    }
    StringBuilder problems = new StringBuilder();
    for (Path candidate : candidates) {
      try {
        PrivateFolder.require(candidate);
        folder = candidate;
        removeUnused(candidate);
        return candidate;
      } catch (IOException e) {
        problems.append(e).append('\n');
      }
    }
    throw new ReelstateException(Failure.retryable(
            FailureCode.WORKER_START,
            "The libraries of workers lie inside another file, and there is no folder for copies of"
                + " them that belongs to this user alone; name one with"
                + " WorkerOptions.withNativesCache.")
        .withDetail(problems.toString()));
  }

  private static void removeUnused(Path home) {
    FileTime oldest = FileTime.from(Instant.now().minus(UNUSED));
    try (Stream<Path> files = Files.list(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException e) {
      LOG.debug("Another process tidies up {}", home, e);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("Old copies of libraries could not be removed from {}", home, e);
    }
  }

  private static String hash(Content content) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      content.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
