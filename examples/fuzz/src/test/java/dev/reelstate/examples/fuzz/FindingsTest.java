package dev.reelstate.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.examples.fuzz.Finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {

  @TempDir
  private Path folder;

  private static Outcome outcome(String name, int bytes, Kind kind, String text) {
    return new Outcome(
        new Mutant(name, new byte[bytes]),
        "mp4",
        null,
        List.of(),
        List.of(Finding.of(kind, text)),
        List.of());
  }

  private List<String> kept() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void keeps_the_smallest_file_of_each_cause() throws IOException {
    Findings findings = new Findings(folder);

    findings.add(outcome("1.mp4", 30, Kind.FAULT, "lasts 7 s"));
    findings.add(outcome("2.mp4", 10, Kind.FAULT, "lasts 8.5 s"));
    findings.add(outcome("3.mp4", 20, Kind.FAULT, "lasts 9 s"));
    findings.add(outcome("4.mp4", 40, Kind.CRASH, "lasts 9 s"));

    assertThat(findings.size()).isEqualTo(2);
    assertThat(kept()).containsExactly("2.mp4", "2.mp4.txt", "4.mp4", "4.mp4.txt");
  }

  @Test
  void crashes_of_workers_do_not_fail_a_run() throws IOException {
    Findings findings = new Findings(folder);

    findings.add(outcome("1.mp4", 1, Kind.CRASH, "exit code 139"));
    assertThat(findings.clean()).isTrue();

    findings.add(outcome("2.mp4", 1, Kind.LIMIT, "too long"));
    assertThat(findings.clean()).isFalse();
  }

  @Test
  void reads_each_error_of_the_log_once() throws IOException {
    Path file = folder.resolve("host.log");
    LogWatch log = new LogWatch(file);
    assertThat(log.errors()).isEmpty();

    Files.writeString(file, """
        [main] WARN dev.reelstate.A - a file was rejected
        [main] ERROR dev.reelstate.B - could not do it 7 times
        java.lang.ArithmeticException: long overflow
        [main] ERROR dev.reelstate.B - could not do it 7 times
        java.lang.ArithmeticException: long overflow
        """);

    assertThat(log.errors())
        .isNotEmpty()
        .allSatisfy(error -> assertThat(error.text()).contains("long overflow"));
    assertThat(log.errors()).isEmpty();
  }
}
