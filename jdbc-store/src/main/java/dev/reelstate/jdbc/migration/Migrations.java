package dev.reelstate.jdbc.migration;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.dialect.Dialect;
import dev.reelstate.jdbc.script.History;
import dev.reelstate.jdbc.script.MigrationFiles;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Runs migrations. This is the only class that needs Flyway; it is loaded only when migrating.
 * Thread-safe.
 */
final class Migrations {

  private Migrations() {}

  /** Whether any migrations are pending. */
  static boolean areWaiting(Schema.Place place, MigrationFiles files) {
    return call(place, files, place.dataSource(), flyway -> flyway.info().pending().length > 0);
  }

  /** Runs the pending migrations, in one transaction if {@code together} is set. */
  static void run(Schema.Place place, MigrationFiles files, boolean together) {
    if (!together) {
      call(place, files, place.dataSource(), Flyway::migrate);
      return;
    }
    try (OneTransaction whole = OneTransaction.begin(place.dataSource())) {
      for (String statement : place.dialect().lockSchema(History.TABLE)) {
        whole.execute(statement);
      }
      call(place, files, whole.dataSource(), Flyway::migrate);
      whole.commit();
    } catch (SQLException e) {
      throw Dialect.failure(e);
    }
  }

  private static <T> T call(
      Schema.Place place, MigrationFiles files, DataSource dataSource, Function<Flyway, T> work) {
    ClassLoader loader = Migrations.class.getClassLoader();
    requirePlugin(place.dialect(), loader);
    FluentConfiguration configuration = Flyway.configure(loader)
        .dataSource(dataSource)
        .locations(files.folders().toArray(String[]::new))
        .placeholders(files.words())
        .failOnMissingLocations(true)
        // Without an SLF4J provider, Flyway would otherwise print to standard error.
        .loggers("slf4j")
        .table(place.history())
        // The schema may contain a host's tables, which must not make Flyway skip migrations.
        .baselineOnMigrate(true)
        .baselineVersion("0");
    if (place.schema() != null) {
      configuration.defaultSchema(place.schema()).createSchemas(true);
    }
    try {
      return work.apply(configuration.load());
    } catch (FlywayException e) {
      throw new ReelstateException(
          Failure.permanent(
                  FailureCode.SCHEMA_MISMATCH,
                  "The database's schema could not be migrated to this release.")
              .withDetail(e.getMessage()),
          e);
    }
  }

  /** Reports which artifact is missing, which Flyway itself does not. */
  static void requirePlugin(Dialect dialect, ClassLoader loader) {
    Dialect.Plugin plugin = dialect.plugin();
    if (plugin == null) {
      return;
    }
    try {
      Class.forName(plugin.className(), false, loader);
    } catch (ClassNotFoundException e) {
      throw new ReelstateException(
          Failure.permanent(
              FailureCode.SCHEMA_MISMATCH,
              "Flyway needs a plugin for this database; add org.flywaydb:" + plugin.artifact()
                  + "."),
          e);
    }
  }
}
