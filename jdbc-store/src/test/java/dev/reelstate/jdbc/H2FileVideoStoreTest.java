package dev.reelstate.jdbc;

import dev.reelstate.jdbc.dialect.H2Database;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class H2FileVideoStoreTest implements JdbcStoreContract {

  @TempDir
  Path folder;

  private H2Database database;
  private JdbcVideoStore store;

  @BeforeEach
  void open() {
    database = H2Database.file(folder);
    store = JdbcVideoStore.open(database.pool());
  }

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
