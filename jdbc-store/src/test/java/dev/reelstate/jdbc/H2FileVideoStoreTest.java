package dev.reelstate.jdbc;

import dev.reelstate.spi.VideoStore;
import dev.reelstate.testkit.VideoStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class H2FileVideoStoreTest implements VideoStoreContract {

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
  public VideoStore store() {
    return store;
  }

  @Override
  public void passTime(Duration duration) {
    StoredTimes.rewind(database.pool(), "", duration);
  }
}
