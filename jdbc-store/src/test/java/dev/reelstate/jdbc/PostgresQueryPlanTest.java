package dev.reelstate.jdbc;

import dev.reelstate.jdbc.dialect.Dialect;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;

class PostgresQueryPlanTest implements QueryPlanContract {

  @BeforeEach
  void empty() {
    TestServer.postgres().empty();
  }

  @Override
  public DataSource dataSource() {
    return TestServer.postgres().pool();
  }

  @Override
  public String analyze() {
    return "analyze";
  }

  /**
   * Disables sequential scans, which would read small tables, to check whether an index can be
   * used.
   */
  @Override
  public void begin(Statement statement) throws SQLException {
    statement.execute(
        Dialect.POSTGRESQL.begin().orElseThrow() + "; set local enable_seqscan = off");
  }

  @Override
  public boolean readsAll(String line) {
    return line.matches(".*Seq Scan on reelstate_(video|task|event|attempt|artifact|evaluation).*")
        && !line.contains("reelstate_event_position");
  }
}
