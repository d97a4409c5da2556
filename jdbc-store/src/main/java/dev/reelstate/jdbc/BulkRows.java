package dev.reelstate.jdbc;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jooq.Batch;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.TableRecord;
import org.jooq.UpdatableRecord;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;

/**
 * Writes many rows of one table with one statement: on PostgreSQL with the columns as arrays, so that the statement's text is the
 * same for any number of rows and is prepared once; elsewhere as a batch. Not thread-safe.
 */
final class BulkRows {

  private final DSLContext sql;
  private final Dialect dialect;

  BulkRows(DSLContext sql, Dialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
  }

  /** Adds rows; columns that are null in all of them are left to their defaults. */
  <R extends TableRecord<R>> void insert(Table<R> table, List<R> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<Field<?>> columns = Arrays.stream(table.fields())
        .filter(field -> rows.stream().anyMatch(row -> row.get(field) != null))
        .toList();
    if (dialect.takesArrays()) {
      insertArrays(table, columns, rows);
    } else {
      rows.forEach(row -> markChanged(row, columns));
      sql.batchInsert(rows).execute();
    }
  }

  /**
   * Writes some columns of rows that exist, found by their primary key.
   *
   * @return how many rows there were
   */
  <R extends UpdatableRecord<R>> int update(Table<R> table, List<Field<?>> columns, List<R> rows) {
    if (rows.isEmpty()) {
      return 0;
    }
    if (dialect.takesArrays()) {
      return updateArrays(table, columns, rows);
    }
    rows.forEach(row -> markChanged(row, columns));
    return sum(sql.batchUpdate(rows));
  }

  private <R extends TableRecord<R>> void insertArrays(
      Table<R> table, List<Field<?>> columns, List<R> rows) {
    List<QueryPart> parts = new ArrayList<>(List.of(table));
    columns.forEach(column -> parts.add(array(column, rows)));
    String arrays = numbered("{%d}", columns.size(), 1);
    sql.query(
            "insert into {0} (" + names(columns) + ") select * from unnest(" + arrays + ")",
            parts.toArray(QueryPart[]::new))
        .execute();
  }

  private <R extends UpdatableRecord<R>> int updateArrays(
      Table<R> table, List<Field<?>> columns, List<R> rows) {
    List<TableField<R, ?>> keys =
        Objects.requireNonNull(table.getPrimaryKey(), "no primary key").getFields();
    List<QueryPart> parts = new ArrayList<>(List.of(table));
    keys.forEach(key -> parts.add(array(key, rows)));
    columns.forEach(column -> parts.add(array(column, rows)));
    String sets = IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i).getName() + " = fresh.c" + i)
        .collect(joining(", "));
    String same = IntStream.range(0, keys.size())
        .mapToObj(i -> "{0}." + keys.get(i).getName() + " = fresh.k" + i)
        .collect(joining(" and "));
    String arrays = numbered("{%d}", keys.size() + columns.size(), 1);
    String aliases = numbered("k%d", keys.size(), 0) + ", " + numbered("c%d", columns.size(), 0);
    return sql.query(
            "update {0} set " + sets + " from unnest(" + arrays + ") as fresh (" + aliases
                + ") where " + same,
            parts.toArray(QueryPart[]::new))
        .execute();
  }

  private static String names(List<Field<?>> columns) {
    return columns.stream().map(Field::getName).collect(joining(", "));
  }

  private static String numbered(String format, int count, int first) {
    return IntStream.range(first, first + count)
        .mapToObj(i -> format.formatted(i))
        .collect(joining(", "));
  }

  /** One column of all rows. */
  private static <T> Param<?> array(Field<T> column, List<? extends Record> rows) {
    Class<?> type = column.getConverter().fromType();
    Object values = Array.newInstance(type, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Array.set(values, i, column.getConverter().to(rows.get(i).get(column)));
    }
    DataType<?> element = DefaultDataType.getDataType(null, type);
    return value(values, element.getArrayDataType());
  }

  private static <A> Param<A> value(Object array, DataType<A> type) {
    return DSL.val(type.getType().cast(array), type);
  }

  private static void markChanged(TableRecord<?> row, List<Field<?>> columns) {
    row.changed(false);
    columns.forEach(column -> row.changed(column, true));
  }

  private static int sum(Batch batch) {
    return Arrays.stream(batch.execute()).map(count -> count == 0 ? 0 : 1).sum();
  }
}
