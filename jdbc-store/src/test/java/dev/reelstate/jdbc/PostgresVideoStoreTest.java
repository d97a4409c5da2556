package dev.reelstate.jdbc;

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
}
