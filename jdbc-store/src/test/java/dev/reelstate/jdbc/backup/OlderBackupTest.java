package dev.reelstate.jdbc.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OlderBackupTest {

  @TempDir
  Path folder;

  @Test
  void a_backup_that_jackson_wrote_is_read_as_ever() throws IOException {
    Path file = folder.resolve("backup.zip");
    try (InputStream in = OlderBackupTest.class.getResourceAsStream("written-by-jackson.zip")) {
      Files.copy(Objects.requireNonNull(in), file);
    }

    BackupManifest manifest = Backup.verify(file);

    assertThat(manifest.schemaVersion()).isEqualTo("2");
    assertThat(texts(file, manifest, "reelstate_video"))
        .contains("\u00dc\u2028 \ud83c\udfac \"x\"", "queued");
  }

  private static List<String> texts(Path file, BackupManifest manifest, String table) {
    BackupManifest.Table wanted = manifest.tables().stream()
        .filter(one -> one.name().equals(table))
        .findFirst()
        .orElseThrow();
    List<String> texts = new ArrayList<>();
    try (BackupReader reader = BackupReader.open(file)) {
      reader.read(
          wanted,
          row -> Arrays.stream(row)
              .filter(String.class::isInstance)
              .map(String.class::cast)
              .forEach(texts::add));
    }
    return texts;
  }
}
