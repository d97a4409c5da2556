package dev.reelstate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;

class PostgresVideoStoreTest implements JdbcStoreContract {

  @BeforeEach
  void empty() {
    TestServer.postgres().empty();
  }

  @Override
  public JdbcVideoStore store() {
    return TestServer.postgres().store();
  }

  @Override
  public DataSource dataSource() {
    return TestServer.postgres().pool();
  }

  /** Shadows the clock with a function of the same name. */
  @Override
  public Optional<DataSource> withClock(Duration ahead) {
    DataSource once = PreparedConnections.of(
        dataSource(),
        "create schema if not exists clocks",
        "create or replace function clocks.clock_timestamp() returns timestamptz language sql as"
            + " $$ select pg_catalog.clock_timestamp() + interval '" + ahead.toSeconds()
            + " seconds' $$");
    try (Connection made = once.getConnection()) {
      assertThat(made.isValid(1)).isTrue();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Optional.of(
        PreparedConnections.of(dataSource(), "set search_path to clocks, pg_catalog, public"));
  }
}
