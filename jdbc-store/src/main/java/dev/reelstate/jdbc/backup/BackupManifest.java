package dev.reelstate.jdbc.backup;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link Backup} says of itself. Immutable and thread-safe.
 *
 * @param formatVersion the version of the archive's format; {@value #FORMAT_VERSION} in this
 *     release
 * @param schemaVersion the version of the schema that the rows are of, such as {@code 1.1}
 * @param productVersion the release that wrote it
 * @param writtenAt when its snapshot was taken, by the database's clock
 * @param database the kind and version of the database that it was written from
 * @param tables in an order in which they can be filled: each behind those that it refers to
 */
public record BackupManifest(
    int formatVersion,
    String schemaVersion,
    String productVersion,
    Instant writtenAt,
    String database,
    List<Table> tables) {

  /** The version of the archive's format that this release writes and reads. */
  public static final int FORMAT_VERSION = 1;

  /** Copies the list; nothing may be missing. */
  public BackupManifest {
    Objects.requireNonNull(schemaVersion, "schemaVersion");
    Objects.requireNonNull(productVersion, "productVersion");
    Objects.requireNonNull(writtenAt, "writtenAt");
    Objects.requireNonNull(database, "database");
    tables = List.copyOf(tables);
  }

  /** The rows of all tables together. */
  public long rows() {
    return tables.stream().mapToLong(Table::rows).sum();
  }

  /**
   * The rows of a table.
   *
   * @param columns in the order of the values in each row
   * @param rows how many there are
   * @param bytes the length of their text, before it is compressed
   * @param sha256 the checksum of their text, in lower-case hexadecimal digits
   */
  public record Table(String name, List<Column> columns, long rows, long bytes, String sha256) {

    /** Copies the list; nothing may be missing. */
    public Table {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(sha256, "sha256");
      columns = List.copyOf(columns);
    }
  }

  /**
   * A column.
   *
   * @param type {@code uuid}, {@code text}, {@code smallint}, {@code integer}, {@code bigint},
   *     {@code double}, {@code boolean} or {@code binary}
   */
  public record Column(String name, String type) {

    /** Nothing may be missing. */
    public Column {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
    }
  }
}
