package dev.reelstate.examples.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassesTest {

  private static final VideoId VIDEO = VideoId.create();
  private static final Instant END = Instant.parse("2030-01-01T00:00:00Z");

  @TempDir
  private Path folder;

  private Path file;
  private Instant now = END.minusSeconds(1);

  @BeforeEach
  void start() {
    file = folder.resolve("key");
  }

  @Test
  void a_pass_ends_at_its_time() throws IOException {
    Passes passes = Passes.at(file, () -> now);
    String pass = passes.issue(VIDEO, END);
    passes.require(VIDEO, pass);

    now = END;

    assertThatThrownBy(() -> passes.require(VIDEO, pass))
        .isInstanceOf(DeniedException.class)
        .hasMessageContaining("expired");
  }

  @Test
  void a_pass_survives_a_restart_and_no_other_key() throws IOException {
    String pass = Passes.at(file, () -> now).issue(VIDEO, END);

    Passes.at(file, () -> now).require(VIDEO, pass);
    Passes other = Passes.at(folder.resolve("other"), () -> now);
    assertThatThrownBy(() -> other.require(VIDEO, pass)).isInstanceOf(DeniedException.class);
  }

  @Test
  void only_the_owner_can_read_the_key() throws IOException {
    Passes.at(file);

    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> Passes.at(file)).hasMessageContaining("damaged");
  }
}
