package dev.reelstate.jdbc.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.OnEachDatabase;
import dev.reelstate.jdbc.PreparedConnections;
import dev.reelstate.jdbc.StatementTap;
import dev.reelstate.jdbc.TestDatabase;
import dev.reelstate.jdbc.script.MigrationFiles;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that dies while it changes the schema. */
@Tag("long")
@Timeout(600)
class SchemaDeathTest extends OnEachDatabase {

  private static final String LATER = "later-migrations";
  private static final String HALF_WAY = "alter table reelstate_video add column mood";

  /**
   * Each attempt dies later than the one before, until one completes. Skips some attempts on a
   * server, which is slow.
   */
  @Test
  void at_any_statement_is_repaired_by_the_next_start() throws Exception {
    HalfDone.video(JdbcVideoStore.open(database.pool()));
    List<String> before = database.dump();
    Schema later = schema.withMigrations(LATER);
    int step = kind == TestDatabase.MARIADB ? 7 : 1;
    int life = 0;
    boolean done = false;
    while (!done) {
      Mortal mortal = new Mortal(life);
      done = migrates(mortal);
      life += step;
      if (later.validate().isEmpty()) {
        later.rollBackTo(MigrationFiles.of(kind.dialect()).latest().toString());
      } else {
        schema.migrate();
      }
      assertThat(database.dump()).as("after statement %s", mortal).isEqualTo(before);
    }
    assertThat(life).isGreaterThan(30);
  }

  @Test
  void killed_half_way_is_repaired_by_the_next_start() throws Exception {
    HalfDone.video(JdbcVideoStore.open(database.pool()));
    List<String> before = database.dump();

    database.lend(() -> killHalfWay(database.url(), folder));

    Schema again = Schema.of(database.pool());
    assertThat(again.withMigrations(LATER).validate())
        .extracting(SchemaFinding::kind)
        .contains(SchemaFinding.Kind.OUTDATED);
    again.migrate();
    assertThat(database.dump()).isEqualTo(before);
    again.withMigrations(LATER).migrate();
    again.withMigrations(LATER).verify();
  }

  /** Migrates until the process dies, and closes its connections with it. */
  private boolean migrates(Mortal mortal) throws SQLException {
    List<Connection> open = new ArrayList<>();
    DataSource own = PreparedConnections.of(database.url(), open::add);
    try {
      Schema.of(StatementTap.of(own, mortal::pass)).withMigrations(LATER).migrate();
      return true;
    } catch (RuntimeException | Error e) {
      assertThat(mortal.isDead()).as("%s", e).isTrue();
      return false;
    } finally {
      for (Connection connection : open) {
        connection.close();
      }
    }
  }

  private static void killHalfWay(String url, Path folder) throws Exception {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Migrating.class.getName(),
            url)
        .redirectError(folder.resolve("migrating.log").toFile())
        .start();
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("half-way");
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  /** The process that is killed. */
  static final class Migrating {

    private Migrating() {}

    public static void main(String... arguments) {
      Schema.of(StatementTap.of(PreparedConnections.of(arguments[0]), Migrating::stop))
          .withMigrations(LATER)
          .migrate();
    }

    private static void stop(String statement) {
      if (statement.startsWith(HALF_WAY)) {
        System.out.println("half-way");
        System.out.flush();
        while (true) {
          LockSupport.park();
        }
      }
    }
  }

  /** Lets some statements pass, and then fails all others. */
  private static final class Mortal {

    private final int life;
    private int passed;
    private String last = "none";

    Mortal(int life) {
      this.life = life;
    }

    void pass(String statement) {
      if (passed == life) {
        throw new Died();
      }
      passed++;
      last = statement;
    }

    boolean isDead() {
      return passed == life;
    }

    @Override
    public String toString() {
      return passed + ": " + last;
    }
  }

  private static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }
}
