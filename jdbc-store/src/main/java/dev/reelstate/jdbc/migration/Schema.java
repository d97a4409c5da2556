package dev.reelstate.jdbc.migration;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.dialect.Dialect;
import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.migration.SchemaDiff.Difference;
import dev.reelstate.jdbc.migration.SchemaFinding.Kind;
import dev.reelstate.jdbc.script.History;
import dev.reelstate.jdbc.script.MigrationFiles;
import dev.reelstate.jdbc.script.SchemaMismatch;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a {@link JdbcVideoStore} in one database. They may share their schema with other
 * tables: all their names start with {@code reelstate_}, including that of the migration history.
 * Only {@link #migrate()} needs Flyway on the class path. Immutable and thread-safe.
 */
public final class Schema {

  private final DataSource dataSource;
  private final @Nullable String name;
  private final List<String> moreFolders;

  private Schema(DataSource dataSource, @Nullable String name, List<String> moreFolders) {
    this.dataSource = dataSource;
    this.name = name;
    this.moreFolders = moreFolders;
  }

  /** The tables in the schema in which the connections of a data source start. */
  public static Schema of(DataSource dataSource) {
    return new Schema(dataSource, null, List.of());
  }

  /**
   * The tables in a named schema.
   *
   * @param name letters, digits and underscores, in any case, used without quotes
   * @throws IllegalArgumentException if the name has any other character; on first use, also if the
   *     database has no schemas, like SQLite
   */
  public static Schema of(DataSource dataSource, String name) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException(
          "The name of a schema must be letters, digits and underscores, not \"" + name + "\".");
    }
    return new Schema(dataSource, name, List.of());
  }

  /**
   * Creates the tables, or migrates them to this release. If that fails, tables and rows are
   * unchanged. Needs Flyway on the class path. The history is in the table
   * {@code reelstate_schema_history}, separate from that of a host's own Flyway. No store may use
   * the tables meanwhile.
   *
   * @throws ReelstateException if the database fails, or its history does not match this release
   */
  public void migrate() {
    Place place = place();
    MigrationFiles files = files(place.dialect());
    try {
      AllOrNothing.run(place, here -> new WayForward(here, files));
    } catch (NoClassDefFoundError e) {
      throw SchemaMismatch.of(
          "Flyway is needed to migrate; add org.flywaydb:flyway-core, or choose another"
              + " SchemaMode.",
          e);
    }
  }

  /**
   * Rolls back to an earlier version, for an earlier release. If that fails, tables and rows are
   * unchanged. Data that only later versions can store is lost. No store may use the tables
   * meanwhile.
   *
   * @param version the version, such as {@code 1}; {@code 0} has no tables but the history
   * @throws IllegalArgumentException if the schema never had that version
   * @throws ReelstateException if the database fails, or a later release has created versions that
   *     this one does not know
   */
  public void rollBackTo(String version) {
    Place place = place();
    MigrationFiles files = files(place.dialect());
    AllOrNothing.run(place, here -> new WayBack(here, files, Version.parse(version)));
  }

  /**
   * Compares the live tables with those this release needs: columns with their types and
   * nullability, primary keys, unique keys, foreign keys, checks (by name) and indexes. Ignores
   * additions, except columns that require a value.
   *
   * @return the differences; empty if there are none
   * @throws ReelstateException if the database fails
   */
  public List<SchemaFinding> validate() {
    return SchemaSession.call(
        dataSource,
        name,
        session -> validate(session).stream().map(Difference::finding).toList());
  }

  /**
   * Checks that {@link #validate()} finds no differences.
   *
   * @throws ReelstateException with the code SCHEMA_MISMATCH and a line for each finding, if it
   *     finds any
   */
  public void verify() {
    List<SchemaFinding> findings = validate();
    if (!findings.isEmpty()) {
      throw SchemaMismatch.of(
          findings.stream()
              .map(finding -> "\n- " + finding)
              .collect(Collectors.joining(
                  "", "The database's schema is not the one this release needs:", "")),
          null);
    }
  }

  /**
   * Repairs what {@link #validate()} finds, as far as that loses or changes no rows: adds missing
   * columns that are nullable or have a default, constraints that no row violates, and indexes;
   * widens types. Each repair is a separate transaction. No store may use the tables meanwhile.
   *
   * @return the findings that were repaired and those that were not
   * @throws ReelstateException if the database fails
   */
  public SchemaRepair repair() {
    return SchemaSession.call(dataSource, name, session -> {
      List<SchemaFinding> mended = new ArrayList<>();
      List<SchemaFinding> left = new ArrayList<>();
      for (Difference difference : validate(session)) {
        SchemaFinding finding = difference.finding();
        if (!finding.mendable()) {
          left.add(finding);
          continue;
        }
        try {
          difference.mending().in(session);
          mended.add(finding);
        } catch (SQLException e) {
          left.add(finding.withAdvice("The database refused the repair: " + e.getMessage()));
        }
      }
      return new SchemaRepair(mended, left);
    });
  }

  /**
   * Looks for rows that no store writes: orphans, unknown statuses, tasks that run on no node, and
   * gaps in the numbers of events, among others. Returns at most 100 findings per rule.
   *
   * @return the findings; empty if nothing is wrong
   * @throws ReelstateException if the database fails, or tables or columns are missing
   */
  public List<DataFinding> checkData() {
    return SchemaSession.call(
        dataSource,
        name,
        session -> new DataCheck(session, SchemaModel.of(files(session.dialect()))).run());
  }

  /**
   * Looks for rows that no store writes, and compares the rows with the storage: finds originals
   * and artifacts without bytes, and bytes that are not on record, the latter only for videos that
   * are not in progress.
   *
   * @return the findings; empty if nothing is wrong
   * @throws ReelstateException if the database or the storage fails, or tables or columns are
   *     missing
   */
  public List<DataFinding> checkData(MediaStorage storage) {
    List<DataFinding> findings = new ArrayList<>(checkData());
    findings.addAll(SchemaSession.call(dataSource, name, session -> {
      try {
        return new BytesCheck(session, storage).run();
      } catch (IOException e) {
        throw new ReelstateException(
            Failure.retryable(
                    FailureCode.STORAGE_UNAVAILABLE,
                    "The storage could not be read; the failure's detail says why.")
                .withDetail(e.toString()),
            e);
      }
    }));
    return findings;
  }

  /**
   * Returns this schema with further migrations from folders on the class path, to try a migration
   * before it is released.
   */
  public Schema withMigrations(String... folders) {
    return new Schema(dataSource, name, List.of(folders));
  }

  /** The data source of the tables' database. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** The name of the schema; empty for the one in which connections start. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** The folders of {@link #withMigrations}. */
  public List<String> migrationFolders() {
    return moreFolders;
  }

  /**
   * The location of the tables.
   *
   * @param schema the name as the database stores it, or null for the schema in which connections
   *     start
   * @param history the name of Flyway's history table, as the database stores it
   */
  record Place(
      DataSource dataSource, Dialect dialect, @Nullable String schema, String history) {

    /** The same place, reached through another data source. */
    Place on(DataSource other) {
      return new Place(other, dialect, schema, history);
    }
  }

  private Place place() {
    try (Connection connection = dataSource.getConnection()) {
      String history = Dialect.fold(connection.getMetaData(), History.TABLE);
      return new Place(
          dataSource, Dialect.of(connection), SchemaSession.liveName(connection, name), history);
    } catch (SQLException e) {
      throw Dialect.failure(e);
    }
  }

  /** The migrations that create the tables. */
  private MigrationFiles files(Dialect dialect) {
    return MigrationFiles.of(dialect).and(moreFolders);
  }

  /**
   * Finds the differences. While a migration is pending or was interrupted, none is repairable,
   * since the migration may resolve it.
   */
  private List<Difference> validate(SchemaSession session) throws SQLException {
    MigrationFiles files = files(session.dialect());
    List<Difference> differences = SchemaDiff.of(session, SchemaModel.of(files));
    String reason = new SafetyCopy(session).isThere()
        ? "A schema change was interrupted or is in progress."
        : new History(session).lag(files.latest());
    if (reason == null) {
      return differences;
    }
    List<Difference> later = new ArrayList<>();
    later.add(new Difference(outdated(reason)));
    differences.forEach(difference -> later.add(
        new Difference(difference.finding().withAdvice("Check again after Schema.migrate()."))));
    return later;
  }

  private static SchemaFinding outdated(String reason) {
    return new SchemaFinding(
        Kind.OUTDATED,
        History.TABLE,
        null,
        reason,
        "Schema.migrate() updates it to this release.",
        false);
  }
}
