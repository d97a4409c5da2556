package dev.reelstate.jdbc.migration;

import dev.reelstate.jdbc.script.SqlText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A column's type, the same for all names that a database has for it. Immutable and thread-safe.
 *
 * @param name the name of the family, such as {@code text}
 * @param length the most characters or bytes, or {@link #UNBOUNDED}; 0 for types without a length
 */
record ColumnType(String name, long length) {

  static final long UNBOUNDED = Long.MAX_VALUE;

  // Less than MariaDB reports for its text types, more than any practical bound.
  private static final long LEAST_UNBOUNDED = 16_000;

  private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");
  private static final Set<String> SIZED = Set.of("text", "char", "binary");

  private static final Map<String, String> FAMILIES = Map.ofEntries(
      Map.entry("varchar", "text"),
      Map.entry("character varying", "text"),
      Map.entry("character large object", "text"),
      Map.entry("clob", "text"),
      Map.entry("mediumtext", "text"),
      Map.entry("longtext", "text"),
      Map.entry("character", "char"),
      Map.entry("bpchar", "char"),
      Map.entry("varbinary", "binary"),
      Map.entry("binary varying", "binary"),
      Map.entry("int2", "smallint"),
      Map.entry("int", "integer"),
      Map.entry("int4", "integer"),
      Map.entry("int8", "bigint"),
      Map.entry("bigserial", "bigint"),
      Map.entry("double precision", "double"),
      Map.entry("float8", "double"),
      Map.entry("bool", "boolean"),
      Map.entry("bit", "boolean"),
      Map.entry("tinyint", "boolean"));

  /** The type for a declaration such as {@code varchar(20)}. */
  static ColumnType declared(String text) {
    String size = SqlText.inParentheses(text);
    String bare = text.replaceFirst("\\(.*", "").strip();
    return of(bare, size.matches("\\d+") ? Long.parseLong(size) : UNBOUNDED);
  }

  /** The type for the name that a driver reports. */
  static ColumnType of(String text, long size) {
    String bare = text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    String name = FAMILIES.getOrDefault(bare, bare);
    long length = !SIZED.contains(name) ? 0 : size >= LEAST_UNBOUNDED ? UNBOUNDED : size;
    return new ColumnType(name, length);
  }

  /** Whether this type can hold every value of another type. */
  boolean holds(ColumnType other) {
    boolean sameKind =
        name.equals(other.name) || (name.equals("text") && other.name.equals("char"));
    return (sameKind && length >= other.length)
        || (INTEGERS.contains(other.name) && INTEGERS.indexOf(name) > INTEGERS.indexOf(other.name));
  }

  @Override
  public String toString() {
    return length == 0 || length == UNBOUNDED ? name : name + "(" + length + ")";
  }
}
