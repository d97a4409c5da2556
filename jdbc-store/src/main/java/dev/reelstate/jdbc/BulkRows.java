package dev.reelstate.jdbc;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Array;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.Batch;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Insert;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.TableRecord;
import org.jooq.UpdatableRecord;
import org.jooq.UpdateQuery;
import org.jooq.conf.RenderMapping;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

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
      Insert<R> insert = sql.insertInto(table, columns).values(unknown(columns));
      sql.batch(insert).bind(values(columns, rows)).execute();
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
    List<TableField<R, ?>> keys =
        Objects.requireNonNull(table.getPrimaryKey(), "no primary key").getFields();
    if (dialect.takesArrays()) {
      return updateArrays(table, keys, columns, rows);
    }
    UpdateQuery<R> update = sql.updateQuery(table);
    columns.forEach(column -> setUnknown(update, column));
    keys.forEach(key -> update.addConditions(isUnknown(key)));
    List<Field<?>> all = Stream.concat(columns.stream(), keys.stream()).toList();
    return sum(sql.batch(update).bind(values(all, rows)));
  }

  private static List<Field<?>> unknown(List<Field<?>> columns) {
    return columns.stream().<Field<?>>map(BulkRows::unknown).toList();
  }

  private static <T> Field<T> unknown(Field<T> column) {
    return DSL.val(null, column);
  }

  private static <T> void setUnknown(UpdateQuery<?> update, Field<T> column) {
    update.addValue(column, unknown(column));
  }

  private static <T> Condition isUnknown(Field<T> key) {
    return key.eq(unknown(key));
  }

  private static @Nullable Object[][] values(List<Field<?>> columns, List<? extends Record> rows) {
    return rows.stream()
        .map(row -> columns.stream().map(row::get).toArray())
        .toArray(Object[][]::new);
  }

  private <R extends TableRecord<R>> void insertArrays(
      Table<R> table, List<Field<?>> columns, List<R> rows) {
    execute(
        "insert into " + name(table) + " (" + names(columns) + ") select * from unnest("
            + "?, ".repeat(columns.size() - 1) + "?)",
        columns,
        rows);
  }

  private <R extends UpdatableRecord<R>> int updateArrays(
      Table<R> table, List<TableField<R, ?>> keys, List<Field<?>> columns, List<R> rows) {
    List<Field<?>> all = Stream.concat(keys.stream(), columns.stream()).toList();
    String sets = columns.stream()
        .map(column -> column.getName() + " = fresh." + column.getName())
        .collect(joining(", "));
    String same = keys.stream()
        .map(key -> table.getName() + "." + key.getName() + " = fresh." + key.getName())
        .collect(joining(" and "));
    return execute(
        "update " + name(table) + " set " + sets + " from unnest(" + "?, ".repeat(all.size() - 1)
            + "?) as fresh (" + names(all) + ") where " + same,
        all,
        rows);
  }

  /** Binds a column of all rows to each parameter. Without jOOQ, which takes longer to put such a statement together than the server to run it. */
  private int execute(String statement, List<Field<?>> columns, List<? extends Record> rows) {
    return sql.connectionResult(connection -> {
      try (PreparedStatement prepared = connection.prepareStatement(statement)) {
        for (int i = 0; i < columns.size(); i++) {
          Field<?> column = columns.get(i);
          prepared.setArray(
              i + 1, connection.createArrayOf(dialect.arrayOf(type(column)), array(column, rows)));
        }
        return prepared.executeUpdate();
      }
    });
  }

  private String name(Table<?> table) {
    RenderMapping mapping = sql.settings().getRenderMapping();
    return mapping == null || mapping.getSchemata().isEmpty()
        ? table.getName()
        : mapping.getSchemata().get(0).getOutput() + "." + table.getName();
  }

  private static String names(List<Field<?>> columns) {
    return columns.stream().map(Field::getName).collect(joining(", "));
  }

  private static Class<?> type(Field<?> column) {
    return column.getConverter().fromType();
  }

  /** One column of all rows. */
  private static <T> Object[] array(Field<T> column, List<? extends Record> rows) {
    Object[] values = (Object[]) Array.newInstance(type(column), rows.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = column.getConverter().to(rows.get(i).get(column));
    }
    return values;
  }

  private static int sum(Batch batch) {
    return Arrays.stream(batch.execute()).map(count -> count == 0 ? 0 : 1).sum();
  }
}
