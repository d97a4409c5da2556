package dev.reelstate.jdbc.backup;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_NODE;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.unquotedName;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.dialect.InstantConverter;
import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.script.MigrationFiles;
import dev.reelstate.jdbc.script.SchemaMismatch;
import dev.reelstate.jdbc.script.SqlText;
import dev.reelstate.task.FailureCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.SQLStateClass;

/**
 * Fills empty tables from a verified archive, within one transaction that the caller commits. Not
 * thread-safe.
 */
final class Restoration {

  /*
   * Implementation notes
   *
   * Leases. The nodes of the archive are not nodes of this database: every lease ends here, so the
   * first recovery takes back the running tasks.
   *
   * Fences. The archive may be older than the last work of its installation. Processes of that
   * installation may still hold claims (one may have been suspended, for example, and resume with
   * its connections redirected to this database), and their outputs may be in storage. So epochs
   * and tokens must not be reused. How far they had advanced is unknown, but each was issued by a
   * statement, and on average there has been less than one statement per microsecond since 1970. So
   * they continue from the microseconds of the database's clock, or are increased by one where they
   * are already beyond that.
   *
   * Proof. Before that, each table is read back and compared with the archive by a checksum over
   * all values. This detects a database that truncates, rounds or otherwise changes a value, and
   * also a concurrent writer.
   */

  private static final Pattern INSERT =
      Pattern.compile("insert into [\"`]?(\\w+).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final SchemaSession session;
  private final DSLContext sql;
  private final List<PortableTable> tables;
  private final BackupReader backup;

  Restoration(SchemaSession session, List<PortableTable> tables, BackupReader backup) {
    this.session = session;
    this.sql = session.sql();
    this.tables = tables;
    this.backup = backup;
  }

  /**
   * Fills the tables.
   *
   * @param files the migrations, which insert rows into some tables
   * @throws dev.reelstate.ReelstateException if the tables have other rows, or the database does
   *     not accept those of the archive
   */
  void run(MigrationFiles files) throws SQLException {
    List<BackupManifest.Table> contents = contents();
    makeRoom(seeded(files));
    for (int i = 0; i < tables.size(); i++) {
      RowSum sum = fill(tables.get(i), contents.get(i));
      compare(tables.get(i), sum);
      countOn(tables.get(i));
    }
    takeOver();
  }

  /** The archive's tables in the order of {@link #tables}. */
  private List<BackupManifest.Table> contents() {
    Map<String, BackupManifest.Table> byName = new HashMap<>();
    backup.manifest().tables().forEach(table -> byName.put(table.name(), table));
    List<BackupManifest.Table> contents = new ArrayList<>();
    for (PortableTable table : tables) {
      BackupManifest.Table content = byName.remove(table.name());
      if (content == null || !content.columns().equals(table.manifestColumns())) {
        throw otherTable(table.name());
      }
      contents.add(content);
    }
    byName.keySet().stream().findFirst().ifPresent(name -> {
      throw otherTable(name);
    });
    return contents;
  }

  /** Deletes the rows that the migrations inserted, which the archive replaces. */
  private void makeRoom(Set<String> seeded) {
    for (PortableTable table : tables) {
      if (!seeded.contains(table.name()) && sql.fetchExists(table.table())) {
        throw BackupFailures.permanent(
            FailureCode.STORE_NOT_EMPTY,
            "The store is not empty: " + table.name()
                + " has rows. Restore into a new database or schema that no application has used.",
            null);
      }
    }
    for (int i = tables.size() - 1; i >= 0; i--) {
      if (seeded.contains(tables.get(i).name())) {
        sql.deleteFrom(tables.get(i).table()).execute();
      }
    }
  }

  private static Set<String> seeded(MigrationFiles files) {
    return files.up().stream()
        .flatMap(script -> SqlText.statements(script.text()).stream())
        .map(INSERT::matcher)
        .filter(Matcher::matches)
        .map(insert -> insert.group(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /** Inserts the rows and returns their checksum. */
  private RowSum fill(PortableTable table, BackupManifest.Table content) {
    RowSum sum = new RowSum();
    RowFormat format = table.format();
    RowInserter inserter = new RowInserter(sql, table);
    try {
      backup.read(content, row -> {
        inserter.add(row);
        sum.add(format.write(row));
      });
      inserter.flush();
    } catch (DataAccessException e) {
      throw refusal(table, e);
    }
    return sum;
  }

  private void compare(PortableTable table, RowSum wanted) throws SQLException {
    RowSum found = new RowSum();
    RowFormat format = table.format();
    try (Cursor<Record> rows = table.read(session)) {
      for (Record row : rows) {
        found.add(format.write(PortableTable.values(row)));
      }
    }
    if (!found.isSameAs(wanted)) {
      throw BackupFailures.permanent(
          FailureCode.BACKUP_REFUSED,
          "The database does not preserve the rows of " + table.name() + " (" + found.rows()
              + " of " + wanted.rows() + " found); nothing was restored.",
          null);
    }
  }

  /** Makes later rows get later numbers. */
  private void countOn(PortableTable table) {
    if (table.counter() == null) {
      return;
    }
    Field<Long> counter = field(unquotedName(table.counter()), Long.class);
    Long last = sql.select(max(counter)).from(table.table()).fetchSingle().value1();
    String statement = last == null
        ? null
        : session.dialect().restartCounter(table.name(), table.counter(), last + 1);
    if (statement != null) {
      sql.execute(statement);
    }
  }

  private void takeOver() {
    Field<Long> now = inline(new InstantConverter()
        .to(sql.select(session.dialect().now()).fetchSingle().value1()));
    sql.update(REELSTATE_NODE)
        .set(REELSTATE_NODE.EPOCH, greatest(REELSTATE_NODE.EPOCH.plus(inline(1)), now))
        .setNull(REELSTATE_NODE.EXPIRES_AT)
        .execute();
    sql.update(REELSTATE_TASK)
        .set(REELSTATE_TASK.TOKEN, greatest(REELSTATE_TASK.TOKEN.plus(inline(1)), now))
        .execute();
  }

  /** Reports values that the database rejects, as opposed to a lost connection. */
  private static RuntimeException refusal(PortableTable table, DataAccessException error) {
    SQLStateClass kind = error.sqlStateClass();
    return kind == SQLStateClass.C22_DATA_EXCEPTION
            || kind == SQLStateClass.C23_INTEGRITY_CONSTRAINT_VIOLATION
        ? BackupFailures.permanent(
            FailureCode.BACKUP_REFUSED,
            "The database rejected a row of " + table.name()
                + "; nothing was restored. The failure's detail says why.",
            error)
        : error;
  }

  private static ReelstateException otherTable(String name) {
    return SchemaMismatch.of(
        "The table " + name + " of the backup does not match this release.", null);
  }
}
