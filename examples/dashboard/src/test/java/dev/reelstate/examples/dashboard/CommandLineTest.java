package dev.reelstate.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Startup errors are reported in one sentence. */
class CommandLineTest {

  @TempDir
  private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }

  private String sentence() {
    String text = err.toString(StandardCharsets.UTF_8).strip();
    assertThat(text).endsWith(".").doesNotContain("\n").doesNotContain("Exception");
    return text;
  }

  @Test
  void help_lists_the_options() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("--port", "--db", "--folder", "--token", "--undo");
  }

  @ParameterizedTest
  @CsvSource({
    "--port, many, --port",
    "--port, 70000, 65535",
    "--socket-port, -1, 65535",
    "--undo, -1, negative",
    "--token, short, token",
    "--proxied, somewhere, address",
    "--webhook, ftp://example.org, http",
    "--webhook, https://example.org/hook, secret",
    "--colour, red, --colour"
  })
  void an_invalid_option_is_refused(String option, String value, String said) {
    assertThat(run(option, value, "--folder", folder.toString())).isEqualTo(2);
    assertThat(sentence()).contains(said);
  }

  @Test
  void a_taken_port_is_reported() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(run("--port", port, "--socket-port", "0", "--folder", folder.toString()))
          .isEqualTo(1);
      assertThat(sentence()).contains(port).contains("taken");
    }
  }

  @Test
  void a_taken_socket_io_port_is_reported() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(run("--port", "0", "--socket-port", port, "--folder", folder.toString()))
          .isEqualTo(1);
      assertThat(sentence()).contains("taken");
    }
  }

  @Test
  void a_folder_that_is_a_file_is_reported() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    assertThat(run("--port", "0", "--folder", file.toString())).isEqualTo(1);
    assertThat(sentence()).contains("folder");
  }

  @Test
  void an_unreachable_database_is_reported() {
    assertThat(run(
            "--port",
            "0",
            "--folder",
            folder.toString(),
            "--db",
            "jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1&user=x"))
        .isEqualTo(1);
    assertThat(sentence()).containsIgnoringCase("database");
  }
}
