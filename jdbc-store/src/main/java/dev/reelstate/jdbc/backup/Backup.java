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
 * Writes all that a {@link JdbcVideoStore} has in its database to one file, and restores it, into a
 * database of the same or of another kind. The file is a zip that holds the rows as JSON lines,
 * checksums, and a {@linkplain BackupManifest manifest}.
 *
 * <p>The bytes of the videos are not in the database and so not in the file: they lie in the host's
 * {@code MediaStorage}, under keys that the rows name. Copy its folder (or bucket) after the file
 * was written, or leave it where it is when only the database moves.
 *
 * <p>Immutable and thread-safe.
 */
public final class Backup {

  private final Schema schema;

  private Backup(Schema schema) {
    this.schema = schema;
  }

  /** Backups of the tables of a schema. */
  public static Backup of(Schema schema) {
    return new Backup(schema);
  }

  /**
   * Writes everything that is committed at one moment, also while stores work on the tables. The
   * file gets its name when it is whole and on the disk. Memory does not grow with the number of
   * rows.
   *
   * @param file does not exist yet; missing folders are made
   * @return what was written
   * @throws ReelstateException if there is such a file, if it cannot be written, or if the schema
   *     is not the one of this release
   */
  public BackupManifest write(Path file) {
    return write(file, false);
  }

  /** As {@link #write}, but a file that is there already gives way, when the new one is whole. */
  public BackupManifest overwrite(Path file) {
    return write(file, true);
  }

  /**
   * Reads a file as a whole and makes sure that it holds every row that was written, and nothing
   * else. Needs no database.
   *
   * @return what is in it
   * @throws ReelstateException with the code BACKUP_DAMAGED, BACKUP_UNSUPPORTED or
   *     SOURCE_UNREADABLE if it does not
   */
  public static BackupManifest verify(Path file) {
    try (BackupReader reader = BackupReader.open(file)) {
      reader.verify();
      return reader.manifest();
    }
  }

  /**
   * Fills a store that was migrated and has no rows yet, in one transaction, after {@link #verify
   * verifying} the file. Each table is read back and compared before the commit; if anything is
   * wrong, nothing is written. No store may work on the tables meanwhile, and no process of the
   * installation that the file is from should be at work any more.
   *
   * <p>Whatever was running when the file was written is taken back by the first recovery, so when
   * a platform starts. Claims that were given out before hold no longer: each node gets a later
   * epoch, and each task a later token, than any of before.
   *
   * @return what was restored
   * @throws ReelstateException with the code BACKUP_DAMAGED, BACKUP_UNSUPPORTED or
   *     SOURCE_UNREADABLE for the file, SCHEMA_MISMATCH if it is from another version of the schema
   *     or the store is not of this release, STORE_NOT_EMPTY if it has rows, BACKUP_REFUSED if the
   *     database does not keep a value as it is, DATABASE_UNAVAILABLE if the database fails
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

  /** A later release may have added columns, of which this one knows nothing. */
  private static void requireThisRelease(SchemaSession session, MigrationFiles files)
      throws SQLException {
    History history = new History(session);
    if (!history.exists()) {
      return;
    }
    Version live = history.versions().stream().max(Comparator.naturalOrder()).orElseThrow();
    if (live.compareTo(files.latest()) > 0) {
      throw SchemaMismatch.of(
          "The schema is of version " + live + ", and this release knows it up to " + files.latest()
              + "; use the release that made it.",
          null);
    }
  }

  private static void requireSameVersion(BackupManifest manifest, MigrationFiles files) {
    String version = files.latest().toString();
    if (!manifest.schemaVersion().equals(version)) {
      throw SchemaMismatch.of(
          "The backup is of the schema's version " + manifest.schemaVersion()
              + ", and the store is of version " + version + "; restore it with release "
              + manifest.productVersion()
              + ", which wrote it, and then migrate with Schema.migrate() of this one.",
          null);
    }
  }

  private static String database(DatabaseMetaData database) throws SQLException {
    return database.getDatabaseProductName() + " " + database.getDatabaseProductVersion();
  }

  /** The build writes it into a resource. */
  private static String productVersion() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Backup.class.getResourceAsStream("version.txt"), "version.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
