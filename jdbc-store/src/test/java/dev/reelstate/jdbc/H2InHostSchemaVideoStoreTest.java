package dev.reelstate.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

/**
 * A host's setup: PostgreSQL mode, a pool with auto-commit and serializable isolation, and a named
 * schema.
 */
class H2InHostSchemaVideoStoreTest implements JdbcStoreContract {

  private final HikariDataSource pool = new HikariDataSource(config());
  private final JdbcVideoStore store = builder(pool).build();

  @AfterEach
  void close() {
    pool.close();
  }

  @Override
  public JdbcVideoStore store() {
    return store;
  }

  @Override
  public DataSource dataSource() {
    return pool;
  }

  @Override
  public JdbcVideoStore.Builder builder(DataSource other) {
    return JdbcVideoStore.builder(other).schema("Media");
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
