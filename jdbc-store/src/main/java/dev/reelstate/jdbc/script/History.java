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

/** The table in which Flyway keeps what it has done, read without Flyway. Not thread-safe. */
public final class History {

  public static final String TABLE = TableNames.PREFIX + "schema_history";

  private static final Field<String> VERSION = field(quotedName("version"), String.class);
  private static final Field<Boolean> SUCCESS = field(quotedName("success"), Boolean.class);

  private final SchemaSession session;

  public History(SchemaSession session) {
    this.session = session;
  }

  /** Whether there is one; there is none where somebody else runs the migrations. */
  public boolean exists() throws SQLException {
    return !session.tables(TABLE).isEmpty();
  }

  /**
   * Says that the schema is older than a version; null if it is not, or if somebody else runs the
   * migrations.
   */
  @Nullable
  public String lag(Version wanted) throws SQLException {
    if (!exists()) {
      return null;
    }
    Version version = versions().stream().max(Comparator.naturalOrder()).orElse(Version.parse("0"));
    return version.compareTo(wanted) >= 0
        ? null
        : "The schema is of version " + version + ", and this release needs " + wanted + ".";
  }

  /** The versions that were run, in no order. */
  public List<Version> versions() {
    return session
        .sql()
        .select(VERSION)
        .from(table(name(TABLE)))
        .where(VERSION.isNotNull(), SUCCESS.isTrue())
        .fetch(row -> Version.parse(row.value1()));
  }

  /** Forgets that a version was run. */
  public void forget(Version version) {
    session
        .sql()
        .deleteFrom(table(name(TABLE)))
        .where(VERSION.eq(version.toString()))
        .execute();
  }
}
