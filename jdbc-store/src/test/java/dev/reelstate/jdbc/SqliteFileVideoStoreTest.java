package dev.reelstate.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.jdbc.dialect.SqliteDatabase;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileVideoStoreTest implements JdbcStoreContract {

  @TempDir
  Path folder;

  private HikariDataSource pool;
  private JdbcVideoStore store;

  @BeforeEach
  void open() {
    pool = SqliteDatabase.file(folder);
    store = JdbcVideoStore.open(pool);
  }

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
  public boolean writersOverlap() {
    return false;
  }
}
