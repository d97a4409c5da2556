package dev.reelstate.jdbc;

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

  /** A function of the clock's name stands before the clock. */
  @Override
  public Optional<DataSource> withClock(Duration ahead) {
    return Optional.of(PreparedConnections.of(
        dataSource(),
        "create schema if not exists clocks",
        "create or replace function clocks.clock_timestamp() returns timestamptz language sql as"
            + " $$ select pg_catalog.clock_timestamp() + interval '" + ahead.toSeconds()
            + " seconds' $$",
        "set search_path to clocks, pg_catalog, public"));
  }
}
