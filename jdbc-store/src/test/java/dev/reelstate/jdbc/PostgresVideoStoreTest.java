package dev.reelstate.jdbc;

import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;

class PostgresVideoStoreTest implements JdbcStoreContract {

  private static final TestServer SERVER = TestServer.postgres();

  @BeforeEach
  void empty() {
    SERVER.empty();
  }

  @Override
  public JdbcVideoStore store() {
    return SERVER.store();
  }

  @Override
  public DataSource dataSource() {
    return SERVER.pool();
  }
}
