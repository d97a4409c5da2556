package dev.reelstate.jdbc.migration;

import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.script.History;
import dev.reelstate.jdbc.script.MigrationFiles;
import dev.reelstate.jdbc.script.MigrationFiles.Script;
import dev.reelstate.jdbc.script.SchemaMismatch;
import dev.reelstate.jdbc.script.SqlText;
import java.lang.module.ModuleDescriptor.Version;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/**
 * Rolls back to an earlier version with the down scripts next to the migrations.
 *
 * @param target the version to roll back to
 */
record WayBack(Schema.Place place, MigrationFiles files, Version target)
    implements AllOrNothing.Change {

  private static final Version BEGINNING = Version.parse("0");

  @Override
  public boolean isNeeded() {
    return SchemaSession.call(
        place.dataSource(), place.schema(), session -> !scripts(session).isEmpty());
  }

  @Override
  public void run(boolean transactional) {
    SchemaSession.call(place.dataSource(), place.schema(), session -> {
      History history = new History(session);
      for (Script script : scripts(session)) {
        for (String statement : SqlText.statements(script.text())) {
          session.execute(statement);
        }
        history.forget(script.version());
      }
      session.connection().commit();
      return true;
    });
  }

  /** The down scripts, in the order in which they have to be run. */
  private List<Script> scripts(SchemaSession session) throws SQLException {
    History history = new History(session);
    if (!history.exists()) {
      throw SchemaMismatch.of("The schema has no history, so it cannot be rolled back.", null);
    }
    List<Version> done = history.versions();
    if (!target.equals(BEGINNING) && !done.contains(target)) {
      throw new IllegalArgumentException("The schema never had version " + target + ".");
    }
    return done.stream()
        .filter(version -> version.compareTo(target) > 0)
        .sorted(Comparator.reverseOrder())
        .map(this::script)
        .toList();
  }

  private Script script(Version version) {
    return files.down().stream()
        .filter(script -> script.version().equals(version))
        .findFirst()
        .orElseThrow(() -> SchemaMismatch.of(
            "This release has no script to roll back version " + version
                + "; use the release that created it.",
            null));
  }
}
