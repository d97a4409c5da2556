package dev.reelstate.examples.move;

import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.jdbc.backup.Backup;
import dev.reelstate.jdbc.backup.BackupManifest;
import dev.reelstate.jdbc.migration.Schema;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line: writes a backup of one database and restores it into another. */
@Command(
    name = "move",
    sortOptions = false,
    description = {
      "Moves an installation from one database to another of any kind, for example from H2"
          + " to PostgreSQL.",
      "",
      "Stop the application first. The old database is only read. The new one must not"
          + " have been used by an application yet. The folder or bucket with the videos stays"
          + " where it is."
    },
    parameterListHeading = "%n",
    optionListHeading = "%n",
    footer = {
      "",
      "Example: move jdbc:h2:file:./reelstate 'jdbc:postgresql://127.0.0.1/films?user=films&password=...'"
    })
final class Move implements Callable<Integer> {

  private final PrintStream out;

  @Parameters(
      index = "0",
      paramLabel = "FROM-JDBC-URL",
      description = "The database to read; on H2 the user is sa unless the URL names one.")
  private String from = "";

  @Parameters(
      index = "1",
      paramLabel = "TO-JDBC-URL",
      description = "The database to fill; missing tables are created.")
  private String to = "";

  @Option(
      names = "--archive",
      paramLabel = "FILE",
      description = "Keep the moved data in this file as a backup; it must not exist yet.")
  private @Nullable Path archive;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  Move(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    try (HikariDataSource source = Database.existing(from);
        HikariDataSource target = Database.any(to)) {
      Path kept = archive;
      if (kept != null) {
        move(source, target, kept);
      } else {
        moveBy(Files.createTempDirectory("reelstate-move"), source, target);
      }
    }
    return 0;
  }

  private void moveBy(Path folder, HikariDataSource source, HikariDataSource target)
      throws IOException {
    Path file = folder.resolve("store.zip");
    try {
      move(source, target, file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private void move(HikariDataSource source, HikariDataSource target, Path file) {
    Backup.of(Schema.of(source)).write(file);
    Schema schema = Schema.of(target);
    schema.migrate();
    report(Backup.of(schema).restore(file));
  }

  private void report(BackupManifest moved) {
    out.printf(
        "Moved %d rows in %d tables from %s:%n",
        moved.rows(), moved.tables().size(), moved.database());
    moved.tables().forEach(table -> out.printf("  %-28s %9d%n", table.name(), table.rows()));
    out.println(
        "Start the application with the new database; the videos are still where they were.");
  }
}
