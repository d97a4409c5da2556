package dev.reelstate.examples.soak.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.jdbc.JdbcVideoStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A store opened by its address: {@code h2:PATH}, {@code sqlite:PATH}, or the JDBC URL of a server.
 * Closing it also closes its pool.
 */
public record OpenStore(JdbcVideoStore store, @Nullable HikariDataSource pool)
    implements AutoCloseable {

  public static final String H2 = "h2:";
  static final String SQLITE = "sqlite:";

  public static OpenStore at(String address) {
    if (address.startsWith(H2)) {
      return new OpenStore(JdbcVideoStore.openH2(Path.of(address.substring(H2.length()))), null);
    }
    if (address.startsWith(SQLITE)) {
      return new OpenStore(
          JdbcVideoStore.openSqlite(Path.of(address.substring(SQLITE.length()))), null);
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    HikariDataSource pool = new HikariDataSource(config);
    return new OpenStore(JdbcVideoStore.open(pool), pool);
  }

  @Override
  public void close() {
    store.close();
    if (pool != null) {
      pool.close();
    }
  }
}
