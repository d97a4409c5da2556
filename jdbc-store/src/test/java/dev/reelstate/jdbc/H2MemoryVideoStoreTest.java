package dev.reelstate.jdbc;

import dev.reelstate.spi.VideoStore;
import dev.reelstate.testkit.VideoStoreContract;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

class H2MemoryVideoStoreTest implements VideoStoreContract {

  private final H2Database database = H2Database.inMemory(UUID.randomUUID().toString());
  private final JdbcVideoStore store = JdbcVideoStore.open(database.pool());

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
