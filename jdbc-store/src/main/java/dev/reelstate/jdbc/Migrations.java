package dev.reelstate.jdbc;

import dev.reelstate.ReelstateException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
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
    FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(dataSource)
        .locations(LOCATION + "common", LOCATION + dialect.folder())
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
}
