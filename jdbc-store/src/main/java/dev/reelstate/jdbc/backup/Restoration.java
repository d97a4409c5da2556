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
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * Fills empty tables from an archive that has been verified, within one transaction that the caller
 * commits. Not thread-safe.
 */
final class Restoration {

  /*
   * Implementation notes
   *
   * Leases. The nodes of the archive are no nodes of this database: every lease ends here, so the first recovery takes back what ran.
   *
   * Fences. The archive may be older than the last work of its installation, whose processes may still hold claims (one was
   * suspended, say, and wakes up with its connections led to this database) and whose outputs may lie in the storage. So epochs
   * and tokens must not be given out again. How far they had come is not known; but each was given out by a statement, and there
   * has been less than one in a microsecond since 1970. So they go on at the microseconds of the database's clock, or one up where
   * they are already beyond.
   *
   * Proof. Before that, each table is read back and compared with the archive, by a sum over all values: a database that cuts off,
   * rounds or otherwise betrays one is found out, and so is somebody who writes at the same time.
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
   * @param files the migrations, which put rows into some tables
   * @throws dev.reelstate.ReelstateException if there are rows already, or the database does not
   *     take those of the archive
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

  /** The tables of the archive in the order of ours. */
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

  /** What the migrations have put there gives way to what the archive has in its place. */
  private void makeRoom(Set<String> seeded) {
    for (PortableTable table : tables) {
      if (!seeded.contains(table.name()) && sql.fetchExists(table.table())) {
        throw BackupFailures.permanent(
            FailureCode.STORE_NOT_EMPTY,
            "The store is not empty, there are rows in " + table.name()
                + "; restore into a new database or schema, before any application has used it.",
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

  /** Answers the sum of the rows that were put in. */
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
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!found.isSameAs(wanted)) {
      throw BackupFailures.permanent(
          FailureCode.BACKUP_REFUSED,
          "The database does not keep the rows of " + table.name() + " as the backup has them ("
              + found.rows() + " of " + wanted.rows() + " are there); nothing was restored.",
          null);
    }
  }

  /** Later rows get later numbers. */
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

  /** Says so where the values are at fault, and not the connection. */
  private static RuntimeException refusal(PortableTable table, DataAccessException error) {
    SQLStateClass kind = error.sqlStateClass();
    return kind == SQLStateClass.C22_DATA_EXCEPTION
            || kind == SQLStateClass.C23_INTEGRITY_CONSTRAINT_VIOLATION
        ? BackupFailures.permanent(
            FailureCode.BACKUP_REFUSED,
            "The database refuses a row of " + table.name()
                + "; nothing was restored, see the log for what it said.",
            error)
        : error;
  }

  private static ReelstateException otherTable(String name) {
    return SchemaMismatch.of(
        "The table " + name + " of the backup is not as this release has it.", null);
  }
}
