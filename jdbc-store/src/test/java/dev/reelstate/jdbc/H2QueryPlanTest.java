package dev.reelstate.jdbc;

import dev.reelstate.jdbc.dialect.H2Database;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class H2QueryPlanTest implements QueryPlanContract {

  private H2Database database;

  @BeforeEach
  void open() {
    database = H2Database.inMemory("plans");
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Override
  public DataSource dataSource() {
    return database.pool();
  }

  @Override
  public String analyze() {
    return "analyze";
  }

  @Override
  public boolean readsAll(String line) {
    return line.matches(
            ".*REELSTATE_(VIDEO|TASK|EVENT|ATTEMPT|ARTIFACT|EVALUATION)\\w*\\.tableScan.*")
        && !line.contains("REELSTATE_EVENT_POSITION");
  }
}
