package dev.reelstate.jdbc.backup;

import com.google.gson.JsonObject;
import dev.reelstate.Sha256;
import dev.reelstate.jdbc.dialect.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jooq.Record;

/** Writes the entries of an archive. Not thread-safe. */
final class BackupWriter implements AutoCloseable {

  static final String FORMAT = "reelstate-backup";
  static final String MANIFEST = "manifest.json";

  private final ZipOutputStream zip;
  private final LocalDateTime time;

  /** Starts an archive whose entries all have the same time. */
  BackupWriter(OutputStream out, Instant time) {
    this.zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16));
    this.time = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    zip.setComment(Seal.BLANK);
  }

  /** The name of a table's entry. */
  static String entry(String table) {
    return "tables/" + table + ".jsonl";
  }

  /** Writes the rows of a table. */
  BackupManifest.Table write(PortableTable table, Iterable<? extends Record> rows)
      throws IOException {
    begin(entry(table.name()));
    MessageDigest digest = Sha256.digest();
    RowFormat format = table.format();
    long count = 0;
    long bytes = 0;
    DigestOutputStream text =
        new DigestOutputStream(new BufferedOutputStream(zip, 1 << 16), digest);
    for (Record row : rows) {
      byte[] line = format.write(PortableTable.values(row));
      text.write(line);
      count++;
      bytes += line.length;
    }
    text.flush();
    zip.closeEntry();
    return new BackupManifest.Table(
        table.name(), table.manifestColumns(), count, bytes, Sha256.text(digest));
  }

  /** Writes the last entry. */
  void write(BackupManifest manifest) throws IOException {
    begin(MANIFEST);
    JsonObject tree = Json.tree(manifest);
    tree.addProperty("format", FORMAT);
    zip.write((Json.pretty(tree) + "\n").getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private void begin(String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(time);
    zip.putNextEntry(entry);
  }
}
