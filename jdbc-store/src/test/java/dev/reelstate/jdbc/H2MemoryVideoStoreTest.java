package dev.reelstate.jdbc;

import dev.reelstate.jdbc.dialect.H2Database;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

class H2MemoryVideoStoreTest implements JdbcStoreContract {

  private final H2Database database = H2Database.inMemory(UUID.randomUUID().toString());
  private final JdbcVideoStore store = JdbcVideoStore.open(database.pool());

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public JdbcVideoStore store() {
    return store;
  }

  @Override
  public DataSource dataSource() {
    return database.pool();
  }
}
