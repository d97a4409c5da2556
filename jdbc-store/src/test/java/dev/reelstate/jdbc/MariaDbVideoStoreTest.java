package dev.reelstate.jdbc;

import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
    value = "dev.reelstate.jdbc.TestServer#hasMariaDb",
    disabledReason = "There is no MariaDB for this machine among the artifacts.")
class MariaDbVideoStoreTest implements JdbcStoreContract {

  @BeforeEach
  void empty() {
    TestServer.mariaDb().empty();
  }

  @Override
  public JdbcVideoStore store() {
    return TestServer.mariaDb().store();
  }

  @Override
  public DataSource dataSource() {
    return TestServer.mariaDb().pool();
  }
}
