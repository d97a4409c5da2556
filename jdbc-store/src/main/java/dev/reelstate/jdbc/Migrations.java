package dev.reelstate.jdbc;

import dev.reelstate.ReelstateException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** The only class that needs Flyway; it is loaded when something is to be migrated. Thread-safe. */
final class Migrations {

  private static final String LOCATION = "classpath:dev/reelstate/jdbc/migration/";

  private Migrations() {}

  static void run(DataSource dataSource, @Nullable String schema, String history, Dialect dialect) {
    ClassLoader loader = Migrations.class.getClassLoader();
    requirePlugin(dialect, loader);
    String indexes = dialect.hasPartialIndexes() ? "partial-indexes" : "whole-indexes";
    FluentConfiguration configuration = Flyway.configure(loader)
        .dataSource(dataSource)
        .configuration(types(dialect))
        .locations(LOCATION + "common", LOCATION + indexes)
        .failOnMissingLocations(true)
        .table(history)
        // The schema may be full of a host's tables; those are not ours to baseline, so nothing is
        // skipped.
        .baselineOnMigrate(true)
        .baselineVersion("0");
    if (schema != null) {
      configuration.defaultSchema(schema).createSchemas(true);
    }
    try {
      configuration.load().migrate();
    } catch (FlywayException e) {
      throw new ReelstateException(
          Failure.permanent(
                  FailureCode.SCHEMA_MISMATCH,
                  "The database's schema could not be brought up to this release.")
              .withDetail(e.getMessage()),
          e);
    }
  }

  /** Says which artifact is missing, which Flyway itself does not. */
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
              "Flyway does not know this database by itself; add org.flywaydb:" + plugin.artifact()
                  + "."),
          e);
    }
  }

  /** How the database spells the types that the migrations leave open; the build reads the same file. */
  private static Properties types(Dialect dialect) {
    String file = "migration/types/" + dialect.name().toLowerCase(Locale.ROOT) + ".conf";
    Properties types = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Migrations.class.getResourceAsStream(file), file)) {
      types.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return types;
  }
}
