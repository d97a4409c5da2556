package dev.reelstate.jdbc;

import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.reelstate.jdbc.TestServer#hasMariaDb")
class MariaDbQueryPlanTest implements QueryPlanContract {

  @BeforeEach
  void empty() {
    TestServer.mariaDb().empty();
  }

  @Override
  public DataSource dataSource() {
    return TestServer.mariaDb().pool();
  }

  /**
   * Waits until the entries of finished tasks are purged from the indexes: until then they count as
   * running tasks.
   */
  @Override
  public String clearAway() {
    return "set global innodb_max_purge_lag_wait = 0";
  }

  @Override
  public String analyze() {
    return "analyze table reelstate_video, reelstate_task, reelstate_event, reelstate_attempt";
  }

  /**
   * The columns are id, select type, table, type, possible keys, key, key length, ref and rows. A
   * small number of rows is a page.
   */
  @Override
  public boolean readsAll(String line) {
    return line.matches(
            "\\S+ \\S+ reelstate_(video|task|event|attempt|artifact|evaluation)\\w* (ALL|index)( \\S+){4} \\d{4,} .*")
        && !line.contains("reelstate_event_position");
  }
}
