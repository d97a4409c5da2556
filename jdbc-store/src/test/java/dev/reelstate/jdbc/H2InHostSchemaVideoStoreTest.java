package dev.reelstate.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.testkit.VideoStoreContract;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** As a host may have it: PostgreSQL mode, a pool that commits by itself and is serializable, and a schema by name. */
class H2InHostSchemaVideoStoreTest implements VideoStoreContract {

  private final HikariDataSource pool = new HikariDataSource(config());
  private final JdbcVideoStore store =
      JdbcVideoStore.builder(pool).schema("Media").build();

  @AfterEach
  void close() {
    pool.close();
  }

  @Override
  public VideoStore store() {
    return store;
  }

  @Override
  public void passTime(Duration duration) {
    StoredTimes.rewind(pool, "media.", duration);
  }

  private static HikariConfig config() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID()
        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=1");
    config.setUsername("sa");
    config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
    return config;
  }
}
