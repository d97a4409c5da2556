package dev.reelstate.jdbc;

import dev.reelstate.jdbc.migration.Schema;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs each test on a fresh database of each kind. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
public abstract class OnEachDatabase {

  /** Set to each kind in turn before a test starts. */
  @Parameter
  public TestDatabase kind = TestDatabase.H2;

  @TempDir
  public Path folder;

  public FreshDatabase database;
  public TestSql sql;
  public Schema schema;

  @BeforeEach
  void openDatabase() throws SQLException {
    kind.assumeThere();
    database = kind.open(folder);
    sql = database.sql();
    schema = Schema.of(database.pool());
  }

  @AfterEach
  void closeDatabase() throws SQLException {
    if (database != null) {
      database.close();
    }
  }
}
