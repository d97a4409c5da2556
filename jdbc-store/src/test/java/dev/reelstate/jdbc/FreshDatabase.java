package dev.reelstate.jdbc;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.jdbc.backup.Dump;
import dev.reelstate.jdbc.migration.Drift;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A database for a single test, which is dropped when it is closed. */
public final class FreshDatabase implements AutoCloseable {

  private final TestDatabase kind;
  private final String name;
  private final String url;
  private HikariDataSource pool;

  FreshDatabase(TestDatabase kind, String name, String url) {
    this.kind = kind;
    this.name = name;
    this.url = url;
    this.pool = pool(url);
  }

  public String url() {
    return url;
  }

  public DataSource pool() {
    return pool;
  }

  TestSql sql() {
    return new TestSql(pool);
  }

  /** Everything in the database. */
  public List<String> dump() throws SQLException {
    return Dump.of(this);
  }

  public Drift drift() {
    return new Drift(kind, pool);
  }

  public TestDatabase kind() {
    return kind;
  }

  /** The name of the database on the server. */
  public String name() {
    return name;
  }

  /** The name of another schema, which does not exist yet; empty if there are no schemas. */
  public Optional<String> otherSchema() {
    return switch (kind) {
      case H2, POSTGRESQL -> Optional.of("films");
      case MARIADB -> Optional.of(name + "_films");
      case SQLITE -> Optional.empty();
    };
  }

  /** Like {@link #otherSchema}, but visibly skips the test if there are no schemas. */
  public String requireOtherSchema() {
    assumeThat(otherSchema()).as("SQLite has no schemas").isPresent();
    return otherSchema().orElseThrow();
  }

  /** Connections that are really closed when returned, as when a process dies. */
  public DataSource unpooled() {
    return PreparedConnections.of(url);
  }

  /** Closes the database for use by another process, and reopens it afterwards. */
  public void lend(Lending lending) throws Exception {
    pool.close();
    try {
      lending.run();
    } finally {
      pool = pool(url);
    }
  }

  /** Work while the database is closed. */
  public interface Lending {
    void run() throws Exception;
  }

  @Override
  public void close() throws SQLException {
    pool.close();
    if (kind == TestDatabase.POSTGRESQL) {
      new TestSql(TestServer.postgres().pool()).execute("drop database " + name + " with (force)");
    } else if (kind == TestDatabase.MARIADB) {
      new TestSql(TestServer.mariaDb().pool())
          .execute("drop database " + name, "drop database if exists " + name + "_films");
    }
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setAutoCommit(false);
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(0);
    if (url.startsWith("jdbc:h2")) {
      config.setUsername("sa");
    }
    if (url.startsWith("jdbc:sqlite")) {
      config.addDataSourceProperty("foreign_keys", "true");
    }
    return new HikariDataSource(config);
  }
}
