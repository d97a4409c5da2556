package dev.reelstate.jdbc.backup;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.backup.RowFormat.RowConsumer;
import dev.reelstate.jdbc.dialect.Json;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads an archive, and trusts nothing in it before checking it. Not thread-safe. */
final class BackupReader implements AutoCloseable {

  /** Many times the size of any release's manifest. */
  private static final int LONGEST_MANIFEST = 16 << 20;

  private final Path file;
  private final ZipFile zip;
  private final BackupManifest manifest;

  private BackupReader(Path file, ZipFile zip) throws IOException {
    this.file = file;
    this.zip = zip;
    this.manifest = readManifest();
  }

  /**
   * Opens an archive and reads its manifest.
   *
   * @throws ReelstateException if the file cannot be read or is not a backup that this release
   *     supports
   */
  static BackupReader open(Path file) {
    ZipFile zip = openZip(file);
    try {
      return new BackupReader(file, zip);
    } catch (IOException | RuntimeException e) {
      closeAfter(zip, e);
      throw failure(e, "The backup is damaged: its manifest cannot be read.");
    }
  }

  BackupManifest manifest() {
    return manifest;
  }

  /**
   * Reads the whole archive and checks that nothing is missing, changed or added.
   *
   * @throws ReelstateException if a check fails
   */
  void verify() {
    verifyEntries();
    for (BackupManifest.Table table : manifest.tables()) {
      read(table, row -> {});
    }
    try {
      if (!Seal.isWhole(file)) {
        throw BackupFailures.damaged(
            "The backup is damaged: its bytes have changed since it was written.");
      }
    } catch (IOException e) {
      throw BackupFailures.unreadable(e);
    }
  }

  /**
   * Reads the rows of a table. They are verified only at the end.
   *
   * @throws ReelstateException if they do not match the manifest
   */
  void read(BackupManifest.Table table, RowConsumer rows) {
    ZipEntry entry = zip.getEntry(BackupWriter.entry(table.name()));
    if (entry == null) {
      throw missing(table);
    }
    try (InputStream in = zip.getInputStream(entry);
        MeasuredInput text = new MeasuredInput(in, table.bytes())) {
      long count = format(table).read(text, rows);
      if (!text.isExactly(table.sha256()) || count != table.rows()) {
        throw BackupFailures.damaged(
            "The backup is damaged: the rows of " + table.name() + " do not match its manifest.");
      }
    } catch (IOException e) {
      throw BackupFailures.isDamage(e)
          ? BackupFailures.damagedTable(table.name(), e)
          : BackupFailures.unreadable(e);
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw BackupFailures.unreadable(e);
    }
  }

  private static ZipFile openZip(Path file) {
    try {
      return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw BackupFailures.isDamage(e)
          ? BackupFailures.damaged("The file is not a backup, or part of it is missing.", e)
          : BackupFailures.unreadable(e);
    }
  }

  private BackupManifest readManifest() throws IOException {
    ZipEntry entry = zip.getEntry(BackupWriter.MANIFEST);
    if (entry == null) {
      throw BackupFailures.damaged("The file is not a backup: it has no manifest.");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] text = in.readNBytes(LONGEST_MANIFEST + 1);
      if (text.length > LONGEST_MANIFEST) {
        throw BackupFailures.damaged("The file is not a backup: its manifest is too long.");
      }
      JsonObject tree = Json.parse(new String(text, StandardCharsets.UTF_8));
      requireKnown(tree);
      return Json.value(tree, BackupManifest.class);
    }
  }

  private static void requireKnown(JsonObject tree) {
    if (!text(tree, "format", "").equals(BackupWriter.FORMAT)) {
      throw BackupFailures.damaged(
          "The file is not a backup: its manifest describes something else.");
    }
    String version = text(tree, "formatVersion", "0");
    if (!version.equals(String.valueOf(BackupManifest.FORMAT_VERSION))) {
      throw BackupFailures.permanent(
          FailureCode.BACKUP_UNSUPPORTED,
          "The backup has format version " + version + ", but this release reads version "
              + BackupManifest.FORMAT_VERSION + "; restore it with the release that wrote it, "
              + text(tree, "productVersion", "which its manifest does not name") + ".",
          null);
    }
  }

  private static String text(JsonObject tree, String property, String otherwise) {
    return tree.get(property) instanceof JsonPrimitive value ? value.getAsString() : otherwise;
  }

  private void verifyEntries() {
    Set<String> expected = new HashSet<>(Set.of(BackupWriter.MANIFEST));
    for (BackupManifest.Table table : manifest.tables()) {
      if (!expected.add(BackupWriter.entry(table.name()))) {
        throw BackupFailures.damaged(
            "The backup is damaged: its manifest names " + table.name() + " twice.");
      }
    }
    for (ZipEntry entry : zip.stream().toList()) {
      if (!expected.remove(entry.getName())) {
        throw BackupFailures.damaged(
            "The backup is damaged: it has an entry that its manifest does not name.");
      }
    }
    manifest.tables().stream()
        .filter(table -> expected.contains(BackupWriter.entry(table.name())))
        .findFirst()
        .ifPresent(table -> {
          throw missing(table);
        });
  }

  private static RowFormat format(BackupManifest.Table table) {
    List<PortableType> types = table.columns().stream()
        .map(column -> PortableType.named(column.type())
            .orElseThrow(() -> BackupFailures.damaged("The backup is damaged: its manifest names "
                + "an unknown type, " + column.type() + ".")))
        .toList();
    return new RowFormat(types);
  }

  private static ReelstateException missing(BackupManifest.Table table) {
    return BackupFailures.damaged(
        "The backup is damaged: the rows of " + table.name() + " are missing.");
  }

  private static ReelstateException failure(Exception error, String message) {
    if (error instanceof ReelstateException known
        && !known.failure().code().equals(FailureCode.INTERNAL)) {
      return known;
    }
    return error instanceof IOException io && !BackupFailures.isDamage(io)
        ? BackupFailures.unreadable(io)
        : BackupFailures.damaged(message, error);
  }

  private static void closeAfter(ZipFile zip, Exception reason) {
    try {
      zip.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
