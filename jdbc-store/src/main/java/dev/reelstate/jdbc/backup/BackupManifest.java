package dev.reelstate.jdbc.backup;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The description of a {@link Backup}. Immutable and thread-safe.
 *
 * @param formatVersion the version of the archive's format; {@value #FORMAT_VERSION} in this
 *     release
 * @param schemaVersion the schema version of the rows, such as {@code 1.1}
 * @param productVersion the release that wrote the backup
 * @param writtenAt when the snapshot was taken, by the database's clock
 * @param database the kind and version of the source database
 * @param tables the tables, in an order in which they can be filled: each after those it refers to
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

  /** Copies the list. No component may be null. */
  public BackupManifest {
    Objects.requireNonNull(schemaVersion, "schemaVersion");
    Objects.requireNonNull(productVersion, "productVersion");
    Objects.requireNonNull(writtenAt, "writtenAt");
    Objects.requireNonNull(database, "database");
    tables = List.copyOf(tables);
  }

  /** The number of rows in all tables. */
  public long rows() {
    return tables.stream().mapToLong(Table::rows).sum();
  }

  /**
   * The rows of a table.
   *
   * @param columns the columns, in the order of the values in each row
   * @param rows the number of rows
   * @param bytes the length of their text, before compression
   * @param sha256 the checksum of their text, in lower-case hexadecimal digits
   */
  public record Table(String name, List<Column> columns, long rows, long bytes, String sha256) {

    /** Copies the list. No component may be null. */
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

    /** No component may be null. */
    public Column {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
    }
  }
}
