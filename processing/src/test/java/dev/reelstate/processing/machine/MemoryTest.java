package dev.reelstate.processing.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

  @TempDir
  Path folder;

  private Memory memory(String available, String most) throws IOException {
    Files.writeString(
        folder.resolve("meminfo"), "MemTotal:  9999999 kB\nMemAvailable:  " + available + " kB\n");
    Files.writeString(folder.resolve("vmstat"), "pgfault 12\noom_kill 3\n");
    Files.writeString(folder.resolve("memory.max"), most + "\n");
    Files.writeString(folder.resolve("memory.current"), "734003200\n");
    Files.writeString(
        folder.resolve("memory.stat"), "anon 1\ninactive_file 52428800\nactive_file 52428800\n");
    return new Memory(folder, folder);
  }

  @Test
  void the_container_counts_where_it_has_less_than_the_machine() throws IOException {
    assertThat(memory("8388608", "838860800").availableMegabytes()).hasValue(200);
  }

  @Test
  void the_machine_counts_where_the_container_has_no_limit() throws IOException {
    assertThat(memory("8388608", "max").availableMegabytes()).hasValue(8192);
  }

  @Test
  void processes_that_the_system_ended_are_counted() throws IOException {
    assertThat(memory("1", "max").killed()).isEqualTo(3);
  }

  @Test
  void elsewhere_nothing_is_known() {
    Path nowhere = folder.resolve("nowhere");

    assertThat(new Memory(nowhere, nowhere).availableMegabytes()).isEmpty();
    assertThat(new Memory(nowhere, nowhere).killed()).isZero();
  }
}
