package dev.reelstate.examples.soak.database;

import dev.reelstate.examples.soak.Soak;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL server on the loopback interface, started by the soak. */
final class PostgresServer implements Database {

  private final Path data;
  private EmbeddedPostgres server;

  PostgresServer(Path data) throws IOException {
    this.data = data;
    this.server = start(0);
  }

  private EmbeddedPostgres start(int port) throws IOException {
    // By default the artifact's server loses recent commits in a crash.
    return EmbeddedPostgres.builder()
        .setCleanDataDirectory(false)
        .setDataDirectory(data)
        .setPGStartupWait(Soak.START)
        .setPort(port)
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  @Override
  public String address() {
    return server.getJdbcUrl("postgres", "postgres").replace("localhost", "127.0.0.1");
  }

  /**
   * Tells the server to exit without finishing anything, which also ends the processes of its
   * connections.
   */
  @Override
  public void crash() throws Exception {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
    Signals.send("QUIT", Long.parseLong(pid));
    server.close();
  }

  @Override
  public void restart() throws IOException {
    server = start(server.getPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
