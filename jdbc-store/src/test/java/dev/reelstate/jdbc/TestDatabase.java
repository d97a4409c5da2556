package dev.reelstate.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelstate.jdbc.dialect.Dialect;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;

/** The kinds of databases on which schema operations are tested, each test on a fresh database. */
public enum TestDatabase {
  H2,
  POSTGRESQL,
  MARIADB,
  SQLITE;

  /**
   * Creates a database without tables.
   *
   * @param folder for a database in a file
   */
  FreshDatabase open(Path folder) throws SQLException {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    return switch (this) {
      case H2 -> new FreshDatabase(this, name, "jdbc:h2:file:" + folder.resolve(name));
      case SQLITE -> new FreshDatabase(this, name, "jdbc:sqlite:" + folder.resolve(name));
      case POSTGRESQL -> onServer(TestServer.postgres(), name, "/postgres?");
      case MARIADB -> onServer(TestServer.mariaDb(), name, "/reelstate?");
    };
  }

  /** Visibly skips the test if there is no such server. */
  void assumeThere() {
    assumeTrue(this != MARIADB || TestServer.hasMariaDb(), "There is no MariaDB for this machine.");
  }

  /** Whether the database itself rolls back a failed schema change. */
  public boolean isTransactional() {
    return this == POSTGRESQL || this == SQLITE;
  }

  public Dialect dialect() {
    return Dialect.valueOf(name().toUpperCase(Locale.ROOT));
  }

  private FreshDatabase onServer(TestServer server, String name, String serversOwn)
      throws SQLException {
    new TestSql(server.pool()).execute("create database " + name);
    String url = server.pool().getJdbcUrl().replace(serversOwn, "/" + name + "?");
    return new FreshDatabase(this, name, url);
  }
}
