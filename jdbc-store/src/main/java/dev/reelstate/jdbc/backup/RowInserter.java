package dev.reelstate.jdbc.backup;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Insert;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows in batches that stay small in memory, however long their text is. Not thread-safe.
 */
final class RowInserter {

  private static final int MOST_ROWS = 500;
  private static final int MOST_CHARACTERS = 1 << 20;

  private final DSLContext sql;
  private final Insert<?> insert;
  private final List<@Nullable Object[]> rows = new ArrayList<>();
  private int characters;

  RowInserter(DSLContext sql, PortableTable table) {
    this.sql = sql;
    this.insert = sql.insertInto(table.table(), table.fields())
        .values(table.fields().stream().map(field -> DSL.val(null, field)).toList());
  }

  /** Adds a row, and flushes a full batch. */
  void add(@Nullable Object[] row) {
    rows.add(row);
    for (Object value : row) {
      characters += value instanceof String text ? text.length() : 0;
    }
    if (rows.size() >= MOST_ROWS || characters >= MOST_CHARACTERS) {
      flush();
    }
  }

  /** Inserts the buffered rows. */
  void flush() {
    if (!rows.isEmpty()) {
      sql.batch(insert).bind(rows.toArray(Object[][]::new)).execute();
      rows.clear();
      characters = 0;
    }
  }
}
