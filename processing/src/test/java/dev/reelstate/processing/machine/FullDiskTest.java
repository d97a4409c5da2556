package dev.reelstate.processing.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FullDiskTest {

  private static IOException fromFullDevice() {
    Path device = Path.of("/dev/full");
    assumeTrue(Files.isWritable(device), "this system has no device that is always full");
    return catchThrowableOfType(IOException.class, () -> Files.write(device, new byte[] {1}));
  }

  @Test
  void a_full_disk_is_recognised_in_whatever_language_the_system_speaks() {
    assertThat(FullDisk.isCauseOf(fromFullDevice())).isTrue();
  }

  @Test
  void a_full_disk_is_recognised_behind_other_exceptions() {
    IOException full = fromFullDevice();

    assertThat(FullDisk.isCauseOf(new IOException("copying failed", full))).isTrue();
    assertThat(FullDisk.isCauseOf(new FileSystemException("a", "b", full.getMessage())))
        .isTrue();
  }

  @Test
  void other_faults_are_not_a_full_disk() {
    assertThat(FullDisk.isCauseOf(new NoSuchFileException("a.mp4"))).isFalse();
    assertThat(FullDisk.isCauseOf(new IOException())).isFalse();
  }
}
