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
 * tables: all their names begin with {@code reelstate_}, and so does that of the table that keeps
 * their migrations. Only {@link #migrate()} needs Flyway on the class path. Immutable and
 * thread-safe.
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

  /** The tables in the schema in which the connections of a data source begin. */
  public static Schema of(DataSource dataSource) {
    return new Schema(dataSource, null, List.of());
  }

  /**
   * The tables in a schema of one's choice.
   *
   * @param name letters, digits and underscores, in any case, to be used without quotes
   * @throws IllegalArgumentException if it has any other character; at its first use also if the
   *     database has no schemas, as SQLite
   */
  public static Schema of(DataSource dataSource, String name) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException(
          "A schema's name is made of letters, digits and underscores, not \"" + name + "\".");
    }
    return new Schema(dataSource, name, List.of());
  }

  /**
   * Makes the tables, or brings them up to this release; if that fails, tables and rows are as
   * before. Needs Flyway on the class path. It keeps its history in the table
   * {@code reelstate_schema_history}, apart from that of a host's own Flyway. No store may work on
   * the tables meanwhile.
   *
   * @throws ReelstateException if the database fails, or its history is not one of this release
   */
  public void migrate() {
    Place place = place();
    MigrationFiles files = files(place.dialect());
    try {
      AllOrNothing.run(place, new AllOrNothing.Change() {
        @Override
        public boolean isNeeded() {
          return Migrations.areWaiting(place, files);
        }

        @Override
        public void run(boolean transactional) {
          Migrations.run(place, files, transactional);
        }
      });
    } catch (NoClassDefFoundError e) {
      throw SchemaMismatch.of(
          "Flyway is needed to migrate; add org.flywaydb:flyway-core, or choose another SchemaMode.",
          e);
    }
  }

  /**
   * Goes back to an earlier version, for an earlier release; if that fails, tables and rows are as
   * before. What only later versions can keep is lost. No store may work on the tables meanwhile.
   *
   * @param version such as {@code 1}; {@code 0} is that without any table but the history
   * @throws IllegalArgumentException if the schema never was of that version
   * @throws ReelstateException if the database fails, or a later release has made versions that
   *     this one does not know
   */
  public void rollBackTo(String version) {
    Place place = place();
    AllOrNothing.run(place, new WayBack(place, files(place.dialect()), Version.parse(version)));
  }

  /**
   * Compares the live tables with those this release needs: columns with their types and whether
   * they may be empty, primary keys, unique keys, foreign keys, checks (by name) and indexes. What
   * somebody has added is not looked at, unless it has to be filled.
   *
   * @return what differs; empty if nothing does
   * @throws ReelstateException if the database fails
   */
  public List<SchemaFinding> validate() {
    return SchemaSession.call(
        dataSource,
        name,
        session -> validate(session).stream().map(Difference::finding).toList());
  }

  /**
   * Makes sure that nothing is missing.
   *
   * @throws ReelstateException with the code SCHEMA_MISMATCH and the list, a line for each finding,
   *     if something is
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
   * Mends what {@link #validate()} finds, as far as no row is lost or changed by it: adds missing
   * columns that may be empty or have a default, constraints that no row breaks, and indexes;
   * widens types. Each is a transaction of its own. To be run while no store works on the tables.
   *
   * @return what was mended and what was not
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
          left.add(finding.withAdvice("The database refused to mend it: " + e.getMessage()));
        }
      }
      return new SchemaRepair(mended, left);
    });
  }

  /**
   * Looks for rows that no store writes: such as belong to nothing, have a status that does not
   * exist, run on no node, or have a gap in the numbers of their events. At most 100 findings of
   * each rule.
   *
   * @return what is wrong; empty if nothing is
   * @throws ReelstateException if the database fails, or tables or columns are missing
   */
  public List<DataFinding> checkData() {
    return SchemaSession.call(
        dataSource,
        name,
        session -> new DataCheck(session, SchemaModel.of(files(session.dialect()))).run());
  }

  /**
   * Looks for rows that no store writes, and compares the rows with the storage: originals and
   * artifacts without bytes, and bytes of which nothing is on record. The latter only for videos
   * that nobody works on.
   *
   * @return what is wrong; empty if nothing is
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
                    FailureCode.STORAGE_UNAVAILABLE, "The storage could not be read; see the log.")
                .withDetail(e.toString()),
            e);
      }
    }));
    return findings;
  }

  /**
   * The same with further migrations from folders on the class path, to try one before it is part
   * of a release.
   */
  public Schema withMigrations(String... folders) {
    return new Schema(dataSource, name, List.of(folders));
  }

  /** Where the tables' database is reached. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** The schema that was named; empty for the one in which connections begin. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** The folders of {@link #withMigrations}. */
  public List<String> migrationFolders() {
    return moreFolders;
  }

  /**
   * Where the tables are.
   *
   * @param schema as the database keeps its name, or null for that in which connections begin
   * @param history the table of Flyway's, as the database keeps its name
   */
  record Place(
      DataSource dataSource, Dialect dialect, @Nullable String schema, String history) {}

  private Place place() {
    try (Connection connection = dataSource.getConnection()) {
      String history = Dialect.fold(connection.getMetaData(), History.TABLE);
      return new Place(
          dataSource, Dialect.of(connection), SchemaSession.liveName(connection, name), history);
    } catch (SQLException e) {
      throw Dialect.failure(e);
    }
  }

  /** The migrations that make the tables. */
  private MigrationFiles files(Dialect dialect) {
    return MigrationFiles.of(dialect).and(moreFolders);
  }

  /** While a change waits or was cut short, what is missing is for that to make. */
  private List<Difference> validate(SchemaSession session) throws SQLException {
    MigrationFiles files = files(session.dialect());
    List<Difference> differences = SchemaDiff.of(session, SchemaModel.of(files));
    String reason = new SafetyCopy(session).isThere()
        ? "A change of the schema was cut short or is under way."
        : new History(session).lag(files.latest());
    if (reason == null) {
      return differences;
    }
    List<Difference> later = new ArrayList<>();
    later.add(new Difference(outdated(reason)));
    differences.forEach(difference -> later.add(new Difference(
        difference.finding().withAdvice("To be looked at again after Schema.migrate()."))));
    return later;
  }

  private static SchemaFinding outdated(String reason) {
    return new SchemaFinding(
        Kind.OUTDATED,
        History.TABLE,
        null,
        reason,
        "Schema.migrate() brings it to this release.",
        false);
  }
}
