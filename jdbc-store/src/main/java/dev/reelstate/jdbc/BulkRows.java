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
 * Writes many rows with few statements. What is to be inserted and updated is gathered until
 * {@link #flush} is called: on PostgreSQL all of it is then one statement, with the columns as
 * arrays, so that its text is the same for any number of rows and is prepared once; elsewhere it is
 * a batch for each table. Not thread-safe.
 */
final class BulkRows {

  private final DSLContext sql;
  private final Dialect dialect;
  private final List<Rows<?>> pending = new ArrayList<>();

  BulkRows(DSLContext sql, Dialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
  }

  /** Has rows added; columns that are null in all of them are left to their defaults. */
  <R extends TableRecord<R>> void insert(Table<R> table, List<R> rows) {
    if (!rows.isEmpty()) {
      List<Field<?>> columns = Arrays.stream(table.fields())
          .filter(field -> rows.stream().anyMatch(row -> row.get(field) != null))
          .toList();
      pending.add(new Rows<>(table, List.of(), columns, List.copyOf(rows)));
    }
  }

  /**
   * Has some columns written of rows that exist, found by their primary key. No row may be updated
   * twice between two flushes.
   */
  <R extends UpdatableRecord<R>> void update(Table<R> table, List<Field<?>> columns, List<R> rows) {
    if (!rows.isEmpty()) {
      List<? extends Field<?>> keys =
          Objects.requireNonNull(table.getPrimaryKey(), "no primary key").getFields();
      pending.add(new Rows<>(table, List.copyOf(keys), columns, List.copyOf(rows)));
    }
  }

  /** Writes what was gathered, so that queries see it. */
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
   * Without jOOQ, which takes longer to put such a statement together than the server to run it.
   * Keys that refer to rows of the same statement are checked at its end.
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

  /** One column of all rows. */
  private static <T> Object[] array(Field<T> column, List<? extends Record> rows) {
    Object[] values = (Object[]) Array.newInstance(type(column), rows.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = column.getConverter().to(rows.get(i).get(column));
    }
    return values;
  }

  /**
   * Rows of a table.
   *
   * @param keys by which they are found; none if they are new
   * @param columns what is written of them
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
