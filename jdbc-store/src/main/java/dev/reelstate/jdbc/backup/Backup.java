package dev.reelstate.jdbc.backup;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.migration.Schema;
import dev.reelstate.jdbc.script.History;
import dev.reelstate.jdbc.script.MigrationFiles;
import dev.reelstate.jdbc.script.SchemaMismatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jooq.Cursor;
import org.jooq.Record;

/**
 * Writes everything that a {@link JdbcVideoStore} has in its database to one file, and restores it
 * into a database of the same or another kind. The file is a zip with the rows as JSON lines,
 * checksums, and a {@linkplain BackupManifest manifest}.
 *
 * <p>The file does not contain the bytes of the videos. They are not in the database but in the
 * host's {@code MediaStorage}, under the keys in the rows. Copy its folder (or bucket) after the
 * file has been written, or leave it in place if only the database moves.
 *
 * <p>Immutable and thread-safe.
 */
public final class Backup {

  private final Schema schema;

  private Backup(Schema schema) {
    this.schema = schema;
  }

  /** Creates a backup of the tables of a schema. */
  public static Backup of(Schema schema) {
    return new Backup(schema);
  }

  /**
   * Writes a consistent snapshot of everything committed, even while stores are using the tables.
   * The file gets its name once it is complete and on disk. Memory use does not grow with the
   * number of rows.
   *
   * @param file must not exist yet; missing folders are created
   * @return the manifest of the file
   * @throws ReelstateException if the file exists or cannot be written, or if the schema is not
   *     that of this release
   */
  public BackupManifest write(Path file) {
    return write(file, false);
  }

  /** Like {@link #write}, but replaces an existing file once the new one is complete. */
  public BackupManifest overwrite(Path file) {
    return write(file, true);
  }

  /**
   * Reads a whole file and checks that it contains every row that was written, and nothing else.
   * Needs no database.
   *
   * @return the manifest of the file
   * @throws ReelstateException with the code BACKUP_DAMAGED, BACKUP_UNSUPPORTED or
   *     SOURCE_UNREADABLE if the check fails
   */
  public static BackupManifest verify(Path file) {
    try (BackupReader reader = BackupReader.open(file)) {
      reader.verify();
      return reader.manifest();
    }
  }

  /**
   * Restores a file into a store that has been migrated and has no rows yet, in one transaction,
   * after {@link #verify verifying} the file. Each table is read back and compared before the
   * commit; if anything differs, nothing is written. No store may use the tables meanwhile, and all
   * processes of the installation that wrote the file should have stopped.
   *
   * <p>Tasks that were running when the file was written are taken back by the first recovery,
   * which runs when a platform starts. Earlier claims become invalid: each node gets a later epoch,
   * and each task a later token, than any before.
   *
   * @return the manifest of the file
   * @throws ReelstateException with the code BACKUP_DAMAGED, BACKUP_UNSUPPORTED or
   *     SOURCE_UNREADABLE for the file, SCHEMA_MISMATCH if the file has another schema version or
   *     the store is not of this release, STORE_NOT_EMPTY if the store has rows, BACKUP_REFUSED if
   *     the database does not preserve a value, DATABASE_UNAVAILABLE if the database fails
   */
  public BackupManifest restore(Path file) {
    schema.verify();
    try (BackupReader reader = BackupReader.open(file)) {
      reader.verify();
      return call(session -> {
        MigrationFiles files = files(session);
        requireThisRelease(session, files);
        requireSameVersion(reader.manifest(), files);
        try (LongTransaction transaction =
            LongTransaction.begin(session, session.dialect().isolation())) {
          new Restoration(transaction.session(), PortableTable.all(), reader).run(files);
          transaction.commit();
        }
        return reader.manifest();
      });
    }
  }

  private BackupManifest write(Path file, boolean replace) {
    schema.verify();
    try (BackupFile target = BackupFile.begin(file, replace)) {
      BackupManifest manifest = call(session -> write(session, target));
      target.finish();
      return manifest;
    } catch (IOException e) {
      throw BackupFailures.unwritable(e);
    } catch (UncheckedIOException e) {
      throw BackupFailures.unwritable(Objects.requireNonNull(e.getCause()));
    }
  }

  private BackupManifest write(SchemaSession session, BackupFile target) throws SQLException {
    MigrationFiles files = files(session);
    requireThisRelease(session, files);
    int isolation = session.dialect().snapshotIsolation();
    try (LongTransaction snapshot = LongTransaction.begin(session, isolation)) {
      return write(snapshot.session(), files.latest(), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BackupManifest write(SchemaSession session, Version version, BackupFile target)
      throws SQLException, IOException {
    Instant now = session.sql().select(session.dialect().now()).fetchSingle().value1();
    try (BackupWriter writer = new BackupWriter(target.open(), now)) {
      BackupManifest manifest = new BackupManifest(
          BackupManifest.FORMAT_VERSION,
          version.toString(),
          productVersion(),
          now,
          database(session.metaData()),
          writeTables(session, writer));
      writer.write(manifest);
      return manifest;
    }
  }

  private <T> T call(SchemaSession.Work<T> work) {
    return SchemaSession.call(schema.dataSource(), schema.name().orElse(null), work);
  }

  private MigrationFiles files(SchemaSession session) {
    return MigrationFiles.of(session.dialect()).and(schema.migrationFolders());
  }

  private static List<BackupManifest.Table> writeTables(SchemaSession session, BackupWriter writer)
      throws SQLException, IOException {
    List<BackupManifest.Table> tables = new ArrayList<>();
    for (PortableTable table : PortableTable.all()) {
      try (Cursor<Record> rows = table.read(session)) {
        tables.add(writer.write(table, rows));
      }
    }
    return tables;
  }

  /** Refuses a later schema, which may have columns that this release does not know. */
  private static void requireThisRelease(SchemaSession session, MigrationFiles files)
      throws SQLException {
    History history = new History(session);
    if (!history.exists()) {
      return;
    }
    Version live = history.versions().stream().max(Comparator.naturalOrder()).orElseThrow();
    if (live.compareTo(files.latest()) > 0) {
      throw SchemaMismatch.of(
          "The schema has version " + live + ", but this release supports versions up to "
              + files.latest() + "; use the release that created it.",
          null);
    }
  }

  private static void requireSameVersion(BackupManifest manifest, MigrationFiles files) {
    String version = files.latest().toString();
    if (!manifest.schemaVersion().equals(version)) {
      throw SchemaMismatch.of(
          "The backup has schema version " + manifest.schemaVersion()
              + ", but the store has version " + version + "; restore it with release "
              + manifest.productVersion()
              + ", which wrote it, and then migrate with Schema.migrate() of this release.",
          null);
    }
  }

  private static String database(DatabaseMetaData database) throws SQLException {
    return database.getDatabaseProductName() + " " + database.getDatabaseProductVersion();
  }

  /** The release, which the build writes to a resource. */
  private static String productVersion() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Backup.class.getResourceAsStream("version.txt"), "version.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
