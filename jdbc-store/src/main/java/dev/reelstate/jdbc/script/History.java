package dev.reelstate.jdbc.script;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.quotedName;
import static org.jooq.impl.DSL.table;

import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.dialect.TableNames;
import java.lang.module.ModuleDescriptor.Version;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Flyway's history table, read without Flyway. Not thread-safe. */
public final class History {

  public static final String TABLE = TableNames.PREFIX + "schema_history";

  private static final Field<String> VERSION = field(quotedName("version"), String.class);
  private static final Field<Boolean> SUCCESS = field(quotedName("success"), Boolean.class);

  private final SchemaSession session;

  public History(SchemaSession session) {
    this.session = session;
  }

  /** Whether the table exists; it does not where another tool runs the migrations. */
  public boolean exists() throws SQLException {
    return !session.tables(TABLE).isEmpty();
  }

  /**
   * A sentence saying that the schema is older than a version; null if it is not, or if another
   * tool runs the migrations.
   */
  @Nullable
  public String lag(Version wanted) throws SQLException {
    if (!exists()) {
      return null;
    }
    Version version = versions().stream().max(Comparator.naturalOrder()).orElse(Version.parse("0"));
    return version.compareTo(wanted) >= 0
        ? null
        : "The schema has version " + version + ", but this release needs " + wanted + ".";
  }

  /** The versions that were run, in no particular order. */
  public List<Version> versions() {
    return session
        .sql()
        .select(VERSION)
        .from(table(name(TABLE)))
        .where(VERSION.isNotNull(), SUCCESS.isTrue())
        .fetch(row -> Version.parse(row.value1()));
  }

  /** Removes a version from the history. */
  public void forget(Version version) {
    session
        .sql()
        .deleteFrom(table(name(TABLE)))
        .where(VERSION.eq(version.toString()))
        .execute();
  }
}
