package dev.reelstate.examples.check;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.migration.Schema;
import dev.reelstate.processing.Operations;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.VideoPlatformBuilder;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.storage.FileStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The installation under test. Its parts are opened when a check first needs them. Nothing in the
 * database is changed: what has to be written goes to a database of its own.
 */
final class Installation implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 5000;

  private final Options options;
  private final InstantSource clock;
  private @Nullable HikariDataSource pool;
  private @Nullable Path scratch;
  private Operations.@Nullable Workers workers;

  Installation(Options options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
  }

  Options options() {
    return options;
  }

  /** The clock of this machine. */
  InstantSource clock() {
    return clock;
  }

  /** The pool, whose connections fail quickly; an embedded database is not created. */
  HikariDataSource pool() {
    HikariDataSource known = pool;
    if (known == null) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(isEmbedded() ? options.url + ";IFEXISTS=TRUE" : options.url);
      config.setUsername(options.user);
      config.setPassword(options.password);
      config.setMaximumPoolSize(2);
      config.setConnectionTimeout(TIMEOUT_MILLIS);
      known = new HikariDataSource(config);
      pool = known;
    }
    return known;
  }

  private boolean isEmbedded() {
    return options.url.startsWith("jdbc:h2:file:")
        && !options.url.toUpperCase(Locale.ROOT).contains("IFEXISTS");
  }

  Schema schema() {
    return options.schema == null ? Schema.of(pool()) : Schema.of(pool(), options.schema);
  }

  /** Opens the media folder. */
  FileStorage storage() {
    return FileStorage.at(options.storage);
  }

  /** A platform on the media folder and an empty database, with one task at a time. */
  VideoPlatformBuilder platform(Path storage) throws IOException {
    return VideoPlatform.builder()
        .store(
            JdbcVideoStore.openH2(Files.createTempDirectory(scratch(), "store").resolve("db")))
        .storage(FileStorage.at(storage))
        .worker(workerOptions());
  }

  /** A folder for what the checks need themselves, removed at the end. */
  Path scratch() throws IOException {
    Path known = scratch;
    if (known == null) {
      known = Files.createTempDirectory("reelstate-check");
      scratch = known;
    }
    return known;
  }

  private WorkerOptions workerOptions() {
    WorkerOptions worker = WorkerOptions.standard().withCommandPrefix(options.prefix);
    if (options.java != null) {
      worker = worker.withJava(options.java);
    }
    return options.nativesCache == null ? worker : worker.withNativesCache(options.nativesCache);
  }

  void found(Operations.Workers answer) {
    workers = answer;
  }

  /** What a worker said of itself; null if it has no natives. */
  Operations.@Nullable Workers workers() {
    return workers;
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.close();
    }
    Path left = scratch;
    if (left != null) {
      remove(left);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> files = found.sorted(Comparator.reverseOrder()).toList();
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
