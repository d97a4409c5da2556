package dev.reelstate.jdbc;

import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
    value = "dev.reelstate.jdbc.TestServer#hasMariaDb",
    disabledReason = "There is no MariaDB artifact for this machine.")
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

  @Override
  public Optional<DataSource> withClock(Duration ahead) {
    return Optional.of(PreparedConnections.of(
        dataSource(), "set timestamp = unix_timestamp(sysdate(6)) + " + ahead.toSeconds()));
  }
}
