package dev.reelstate.jdbc.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.TestSql;
import dev.reelstate.jdbc.backup.EmptyPlace.Place;
import dev.reelstate.jdbc.migration.HalfDone;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedBackupTest {

  private static final String MANIFEST = "manifest.json";
  private static final String READERS = "tables/reelstate_reader.jsonl";

  @TempDir
  Path folder;

  private Path file;
  private ArchiveText archive;
  private Place place;

  @BeforeEach
  void write() throws SQLException, IOException {
    file = folder.resolve("store.zip");
    try (Place from = EmptyPlace.H2.open(folder)) {
      HalfDone.video(from.store());
      from.backup().write(file);
    }
    archive = ArchiveText.read(file);
    place = EmptyPlace.H2.open(folder);
    place.schema().migrate();
  }

  @AfterEach
  void close() throws SQLException {
    place.close();
  }

  @Test
  void a_changed_byte_is_detected_anywhere() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length; i += i < bytes.length - 200 ? 5 : 1) {
      bytes[i] ^= 0x10;
      Files.write(file, bytes);
      Path changed = file;
      assertThat(catchThrowableOfType(ReelstateException.class, () -> Backup.verify(changed)))
          .as("byte %d of %d", i, bytes.length)
          .extracting(e -> e.failure().code())
          .isIn(FailureCode.BACKUP_DAMAGED, FailureCode.BACKUP_UNSUPPORTED);
      bytes[i] ^= 0x10;
    }
  }

  @Test
  void truncation_is_detected_at_any_length() throws IOException, SQLException {
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length += 1 + bytes.length / 40) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThat(refused().code()).isEqualTo(FailureCode.BACKUP_DAMAGED);
    }
  }

  @Test
  void trailing_bytes_are_detected() throws IOException, SQLException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));

    assertThat(refused().code()).isEqualTo(FailureCode.BACKUP_DAMAGED);
  }

  @Test
  void a_file_that_is_not_a_backup_is_rejected() throws IOException, SQLException {
    Files.writeString(file, "This is not a backup. ".repeat(100));
    assertThat(refused().message())
        .isEqualTo("The file is not a backup, or part of it is missing.");

    Files.delete(file);
    assertThat(refused().code()).isEqualTo(FailureCode.SOURCE_UNREADABLE);
  }

  @Test
  void another_zip_is_rejected() throws IOException, SQLException {
    assertThat(refused(archive.without(MANIFEST)))
        .isEqualTo("The file is not a backup: it has no manifest.");
    assertThat(refused(archive.replace(MANIFEST, "reelstate-backup", "something")))
        .isEqualTo("The file is not a backup: its manifest describes something else.");
    assertThat(refused(archive.with(MANIFEST, "{")))
        .isEqualTo("The backup is damaged: its manifest cannot be read.");
    assertThat(refused(archive.replace(MANIFEST, "\"sha256\": \"\\w+\"", "")))
        .isEqualTo("The backup is damaged: its manifest cannot be read.");
  }

  @Test
  void a_missing_table_is_named() throws IOException, SQLException {
    assertThat(refused(archive.without(READERS)))
        .isEqualTo("The backup is damaged: the rows of reelstate_reader are missing.");
  }

  @Test
  void extra_entries_are_detected() throws IOException, SQLException {
    assertThat(refused(archive.with("tables/reelstate_more.jsonl", "[]\n")))
        .isEqualTo("The backup is damaged: it has an entry that its manifest does not name.");
    assertThat(refused(archive.replace(
            MANIFEST, "\"name\": \"reelstate_node\"", "\"name\": \"reelstate_reader\"")))
        .isEqualTo("The backup is damaged: its manifest names reelstate_reader twice.");
  }

  @Test
  void changed_rows_are_detected_in_a_valid_zip() throws IOException, SQLException {
    String changed =
        "The backup is damaged: the rows of reelstate_reader do not match its manifest.";
    assertThat(refused(archive.replace(READERS, "reader", "raider"))).isEqualTo(changed);
    assertThat(refused(archive.with(READERS, ""))).isEqualTo(changed);
    assertThat(refused(archive.replace(MANIFEST, "(?s)(reelstate_reader.*?\"rows\": )1", "$12")))
        .isEqualTo(changed);
  }

  @Test
  void invalid_rows_are_detected() throws IOException, SQLException {
    String unreadable = "The backup is damaged: the rows of reelstate_reader cannot be read.";
    for (String row : List.of(
        "{}",
        "[",
        "[]",
        "[\"a\"]",
        "[1,1]",
        "[\"a\",1.5]",
        "[\"a\",1e3]",
        "[\"a\",99999999999999999999]",
        "[\"a\",\"1\"]",
        "[\"a\",[]]",
        "[\"a\",1,1]",
        "\u0000")) {
      assertThat(refused(archive.with(READERS, row))).as(row).isEqualTo(unreadable);
    }
  }

  @Test
  void a_table_longer_than_declared_is_not_read_to_its_end() throws IOException, SQLException {
    ArchiveText bomb = archive.with(READERS, "[\"a\",1]\n".repeat(3_000_000));

    assertThat(refused(bomb))
        .isEqualTo("The backup is damaged: the rows of reelstate_reader cannot be read.");
    assertThat(refused().detail()).contains("There are more bytes than the");
    assertThat(Files.size(file)).isLessThan(100_000);
  }

  @Test
  void an_oversized_manifest_is_rejected() throws IOException, SQLException {
    assertThat(refused(archive.with(MANIFEST, " ".repeat(20 << 20))))
        .isEqualTo("The file is not a backup: its manifest is too long.");
  }

  @Test
  void an_unknown_type_is_rejected() throws IOException, SQLException {
    assertThat(refused(archive.replace(MANIFEST, "\"uuid\"", "\"colour\"")))
        .isEqualTo("The backup is damaged: its manifest names an unknown type, colour.");
  }

  @Test
  void a_later_format_is_rejected_with_the_release_that_wrote_it()
      throws IOException, SQLException {
    archive
        .replace(MANIFEST, "\"formatVersion\": 1", "\"formatVersion\": 2")
        .replace(MANIFEST, "\"productVersion\": \"[^\"]*\"", "\"productVersion\": \"7.0\"")
        .write(file);

    assertThat(refused().code()).isEqualTo(FailureCode.BACKUP_UNSUPPORTED);
    assertThat(refused().message())
        .isEqualTo("The backup has format version 2, but this release reads version 1;"
            + " restore it with the release that wrote it, 7.0.");
  }

  private String refused(ArchiveText damaged) throws IOException, SQLException {
    damaged.write(file);
    assertThat(refused().code()).isEqualTo(FailureCode.BACKUP_DAMAGED);
    return refused().message();
  }

  /** Verifies and restores; both fail in the same way, and nothing is written. */
  private Failure refused() throws SQLException {
    TestSql sql = new TestSql(place.dataSource());
    List<String> before = sql.script();
    Failure failure = failure(() -> Backup.verify(file));
    Failure again = failure(() -> place.backup().restore(file));

    assertThat(again.message()).isEqualTo(failure.message());
    assertThat(sql.script()).isEqualTo(before);
    return failure;
  }

  private static Failure failure(ThrowingCallable call) {
    return Objects.requireNonNull(catchThrowableOfType(ReelstateException.class, call))
        .failure();
  }
}
