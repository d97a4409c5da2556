package dev.reelstate.jdbc;

import static java.util.stream.Collectors.joining;

import dev.reelstate.jdbc.dialect.Dialect;
import java.lang.reflect.Array;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableRecord;
import org.jooq.UpdatableRecord;
import org.jooq.UpdateQuery;
import org.jooq.conf.RenderMapping;
import org.jooq.impl.DSL;

/**
 * Writes many rows with few statements. Buffers inserts and updates until {@link #flush}. On
 * PostgreSQL they then become one statement with the columns as arrays, so that its text is the
 * same for any number of rows and is prepared once. On other databases each table gets a batch. Not
 * thread-safe.
 */
final class BulkRows {

  private final DSLContext sql;
  private final Dialect dialect;
  private final List<Rows<?>> pending = new ArrayList<>();

  BulkRows(DSLContext sql, Dialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
  }

  /** Buffers rows to insert. Columns that are null in all of them keep their defaults. */
  <R extends TableRecord<R>> void insert(Table<R> table, List<R> rows) {
    if (!rows.isEmpty()) {
      List<Field<?>> columns = Arrays.stream(table.fields())
          .filter(field -> rows.stream().anyMatch(row -> row.get(field) != null))
          .toList();
      pending.add(new Rows<>(table, List.of(), columns, List.copyOf(rows)));
    }
  }

  /**
   * Buffers updates to some columns of existing rows, found by primary key. No row may be updated
   * twice between two flushes.
   */
  <R extends UpdatableRecord<R>> void update(Table<R> table, List<Field<?>> columns, List<R> rows) {
    if (!rows.isEmpty()) {
      List<? extends Field<?>> keys =
          Objects.requireNonNull(table.getPrimaryKey(), "no primary key").getFields();
      pending.add(new Rows<>(table, List.copyOf(keys), columns, List.copyOf(rows)));
    }
  }

  /** Writes the buffered rows, so that queries see them. */
  void flush() {
    if (dialect.takesArrays() && !pending.isEmpty()) {
      writeArrays();
    } else {
      pending.forEach(this::writeBatch);
    }
    pending.clear();
  }

  private <R extends TableRecord<R>> void writeBatch(Rows<R> rows) {
    Query query = rows.isNew()
        ? sql.insertInto(rows.table(), rows.columns()).values(unknown(rows.columns()))
        : update(rows);
    Object[][] values = rows.rows().stream()
        .map(row -> rows.valuesThenKeys().stream().map(row::get).toArray())
        .toArray(Object[][]::new);
    sql.batch(query).bind(values).execute();
  }

  private Query update(Rows<?> rows) {
    UpdateQuery<?> update = sql.updateQuery(rows.table());
    rows.columns().forEach(column -> setUnknown(update, column));
    rows.keys().forEach(key -> update.addConditions(isUnknown(key)));
    return update;
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

  /**
   * Writes all rows with one statement. Bypasses jOOQ, which takes longer to build the statement
   * than the server takes to run it. Foreign keys to rows of the same statement are checked at its
   * end.
   */
  private void writeArrays() {
    List<String> parts = pending.stream().map(this::statement).toList();
    int last = parts.size() - 1;
    String before = IntStream.range(0, last)
        .mapToObj(i -> "part" + i + " as (" + parts.get(i) + ")")
        .collect(joining(", "));
    String statement = (last == 0 ? "" : "with " + before + " ") + parts.get(last);
    sql.connection(connection -> {
      try (PreparedStatement prepared = connection.prepareStatement(statement)) {
        int parameter = 0;
        for (Rows<?> rows : pending) {
          for (Field<?> column : rows.valuesThenKeys()) {
            parameter++;
            prepared.setArray(
                parameter,
                connection.createArrayOf(
                    dialect.arrayOf(type(column)), array(column, rows.rows())));
          }
        }
        prepared.execute();
      }
    });
  }

  private String statement(Rows<?> rows) {
    String table = name(rows.table());
    List<Field<?>> all = rows.valuesThenKeys();
    String source = "unnest(" + String.join(", ", Collections.nCopies(all.size(), "?")) + ")";
    if (rows.isNew()) {
      return "insert into " + table + " (" + names(all) + ") select * from " + source;
    }
    String sets = rows.columns().stream()
        .map(column -> column.getName() + " = fresh." + column.getName())
        .collect(joining(", "));
    String same = rows.keys().stream()
        .map(key -> rows.table().getName() + "." + key.getName() + " = fresh." + key.getName())
        .collect(joining(" and "));
    return "update " + table + " set " + sets + " from " + source + " as fresh (" + names(all)
        + ") where " + same;
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

  /** The values of one column in all rows. */
  private static <T> Object[] array(Field<T> column, List<? extends Record> rows) {
    Object[] values = (Object[]) Array.newInstance(type(column), rows.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = column.getConverter().to(rows.get(i).get(column));
    }
    return values;
  }

  /**
   * Buffered rows of a table.
   *
   * @param keys the columns that identify existing rows; empty for new rows
   * @param columns the columns to write
   */
  private record Rows<R extends TableRecord<R>>(
      Table<R> table, List<Field<?>> keys, List<Field<?>> columns, List<R> rows) {

    boolean isNew() {
      return keys.isEmpty();
    }

    List<Field<?>> valuesThenKeys() {
      return Stream.concat(columns.stream(), keys.stream()).toList();
    }
  }
}
