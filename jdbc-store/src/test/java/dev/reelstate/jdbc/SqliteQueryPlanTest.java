package dev.reelstate.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.jdbc.dialect.SqliteDatabase;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteQueryPlanTest implements QueryPlanContract {

  @TempDir
  Path folder;

  private HikariDataSource pool;

  @BeforeEach
  void open() {
    pool = SqliteDatabase.file(folder);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Override
  public DataSource dataSource() {
    return pool;
  }

  @Override
  public String explain() {
    return "explain query plan ";
  }

  @Override
  public String analyze() {
    return "analyze";
  }

  /** A scan along an index ends early, since its query has a limit. */
  @Override
  public boolean readsAll(String line) {
    return line.matches(".*SCAN reelstate_(video|task|event|attempt|artifact|evaluation)\\b.*")
        && !line.contains("USING")
        && !line.contains("reelstate_event_position");
  }
}
