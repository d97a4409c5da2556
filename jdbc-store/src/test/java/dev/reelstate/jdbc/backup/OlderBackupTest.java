package dev.reelstate.jdbc.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OlderBackupTest {

  @TempDir
  Path folder;

  @Test
  void a_backup_that_jackson_wrote_is_verified_and_restored() throws IOException {
    Path file = folder.resolve("backup.zip");
    try (InputStream in = OlderBackupTest.class.getResourceAsStream("written-by-jackson.zip")) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    assertThat(Backup.verify(file).rows()).isPositive();

    try (JdbcVideoStore store = JdbcVideoStore.openH2(folder.resolve("store"))) {
      store.backup().restore(file);

      Video video = store.videos().find(new VideoId(new UUID(1, 2))).orElseThrow();
      assertThat(video.status()).isEqualTo(VideoStatus.QUEUED);
      assertThat(video.title()).isEqualTo("\u00dc\u2028 \ud83c\udfac \"x\"");
      assertThat(store.events().replay(video.id(), 0, 10)).hasSize(3);
    }
  }
}
