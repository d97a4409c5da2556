package dev.reelstate.jdbc.backup;

import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.schema.DefaultSchema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Cursor;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A table as a backup sees it, with values as they are stored, such as microseconds instead of
 * times. Immutable and thread-safe.
 *
 * @param key the columns by which rows are sorted
 * @param counter the column that the database numbers where a row has no value, or null
 * @param references the tables that have to be filled first; not the table itself, since its rows
 *     have larger numbers than those they refer to
 */
record PortableTable(
    String name,
    List<Column> columns,
    List<String> key,
    @Nullable String counter,
    Set<String> references) {

  /** A column. */
  record Column(String name, PortableType type) {}

  /** All tables of this release, each after those it refers to. */
  static List<PortableTable> all() {
    return inOrder(DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
        .<PortableTable>map(PortableTable::of)
        .toList());
  }

  /**
   * Sorts tables so that each comes after those it refers to.
   *
   * @throws IllegalStateException if tables refer to each other in a cycle
   */
  static List<PortableTable> inOrder(Collection<PortableTable> tables) {
    List<PortableTable> ordered = new ArrayList<>();
    List<PortableTable> rest = new ArrayList<>(tables);
    Set<String> before = new HashSet<>();
    while (!rest.isEmpty()) {
      List<PortableTable> next =
          rest.stream().filter(table -> before.containsAll(table.references)).toList();
      if (next.isEmpty()) {
        throw new IllegalStateException("Tables refer to each other in a cycle: "
            + rest.stream().map(PortableTable::name).collect(Collectors.joining(", ")) + ".");
      }
      ordered.addAll(next);
      rest.removeAll(next);
      next.forEach(table -> before.add(table.name));
    }
    return ordered;
  }

  /** Reads the rows one by one, sorted by key in the database's order. */
  Cursor<Record> read(SchemaSession session) throws SQLException {
    return session
        .sql()
        .select(fields())
        .from(table())
        .orderBy(keyFields())
        .fetchSize(session.dialect().fetchSize(session.metaData()))
        .fetchLazy();
  }

  /** The values of a row that was read. */
  static @Nullable Object[] values(Record row) {
    @Nullable Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    return values;
  }

  /** The columns as query fields. */
  List<Field<?>> fields() {
    return columns.stream().<Field<?>>map(this::field).toList();
  }

  private List<Field<?>> keyFields() {
    return columns.stream()
        .filter(column -> key.contains(column.name))
        .<Field<?>>map(this::field)
        .toList();
  }

  /** The table as a query source. */
  Table<Record> table() {
    return DSL.table(DSL.unquotedName(name));
  }

  /** The format of its rows. */
  RowFormat format() {
    return new RowFormat(columns.stream().map(Column::type).toList());
  }

  /** The columns as a manifest lists them. */
  List<BackupManifest.Column> manifestColumns() {
    return columns.stream()
        .map(column -> new BackupManifest.Column(column.name, column.type.wireName()))
        .toList();
  }

  private Field<?> field(Column column) {
    return DSL.field(DSL.unquotedName(name, column.name), column.type.jooq());
  }

  private static PortableTable of(Table<?> table) {
    UniqueKey<?> key = table.getPrimaryKey();
    var identity = table.getIdentity();
    return new PortableTable(
        table.getName(),
        table.fieldStream().map(PortableTable::column).toList(),
        key == null
            ? List.of()
            : key.getFields().stream().map(TableField::getName).toList(),
        identity == null ? null : identity.getField().getName(),
        table.getReferences().stream()
            .map(reference -> reference.getKey().getTable().getName())
            .filter(other -> !other.equals(table.getName()))
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static Column column(Field<?> field) {
    return new Column(field.getName(), PortableType.of(field.getConverter().fromType()));
  }
}
