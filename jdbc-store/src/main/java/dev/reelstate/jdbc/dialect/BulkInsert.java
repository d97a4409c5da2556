package dev.reelstate.jdbc.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Insert;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Inserts many rows with one prepared statement, in batches, so that only one batch is in memory.
 * Not thread-safe.
 */
public final class BulkInsert {

  private static final int BATCH = 1000;

  private final DSLContext sql;
  private final Insert<?> statement;
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  /** Inserts into all columns of a table, in their order. */
  public BulkInsert(DSLContext sql, Table<?> table) {
    this.sql = sql;
    this.statement = sql.insertInto(table)
        .columns(table.fields())
        .values(Arrays.asList(new @Nullable Object[table.fields().length]));
  }

  /** Adds a row, and flushes a full batch. */
  public void add(@Nullable Object... values) {
    rows.add(values);
    if (rows.size() == BATCH) {
      flush();
    }
  }

  /** Inserts the buffered rows. */
  public void flush() {
    if (!rows.isEmpty()) {
      sql.batch(statement).bind(rows.toArray(Object[][]::new)).execute();
      rows.clear();
    }
  }
}
