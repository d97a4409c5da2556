package dev.reelstate.jdbc.backup;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.TestServer;
import dev.reelstate.jdbc.dialect.H2Database;
import dev.reelstate.jdbc.dialect.SqliteDatabase;
import dev.reelstate.jdbc.migration.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A kind of database that can provide an empty place for a store. */
public enum EmptyPlace {
  H2 {
    @Override
    Place open(Path folder) {
      H2Database database = H2Database.file(fresh(folder, "h2").resolve("films"));
      return new Place(database.pool(), null, database::close);
    }
  },
  SQLITE {
    @Override
    Place open(Path folder) {
      var pool = SqliteDatabase.file(fresh(folder, "sqlite"));
      return new Place(pool, null, pool::close);
    }
  },
  POSTGRESQL {
    @Override
    Place open(Path folder) {
      return inSchema(TestServer.postgres().pool(), " cascade");
    }
  },
  MARIADB {
    @Override
    Place open(Path folder) {
      assumeTrue(TestServer.hasMariaDb(), "There is no MariaDB for this machine");
      return inSchema(TestServer.mariaDb().pool(), "");
    }
  };

  /** Opens a place without tables. Its contents are dropped with it. */
  abstract Place open(Path folder);

  /** Removes a place. */
  private interface End {
    void run() throws SQLException;
  }

  /**
   * A place for a store.
   *
   * @param name the name of the schema, or null for the one in which connections start
   */
  public record Place(DataSource dataSource, @Nullable String name, End end)
      implements AutoCloseable {

    public Schema schema() {
      return name == null ? Schema.of(dataSource) : Schema.of(dataSource, name);
    }

    public Backup backup() {
      return Backup.of(schema());
    }

    /** Opens a store here, creating its tables if they are missing. */
    public JdbcVideoStore store() {
      JdbcVideoStore.Builder builder = JdbcVideoStore.builder(dataSource);
      return (name == null ? builder : builder.schema(name)).build();
    }

    @Override
    public void close() throws SQLException {
      end.run();
    }
  }

  private static Place inSchema(DataSource pool, String howToDrop) {
    String name = "films_" + UUID.randomUUID().toString().replace("-", "");
    return new Place(pool, name, () -> {
      try (var connection = pool.getConnection();
          var statement = connection.createStatement()) {
        statement.execute("drop schema if exists " + name + howToDrop);
      }
    });
  }

  private static Path fresh(Path folder, String name) {
    try {
      return Files.createTempDirectory(folder, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
