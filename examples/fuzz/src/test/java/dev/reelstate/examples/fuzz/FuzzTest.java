package dev.reelstate.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class FuzzTest {

  @TempDir
  private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Main.run(stream(out), stream(err), arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }

  @Test
  @Timeout(1800) // what was begun in the minutes that are given is also finished
  void no_mutant_is_blamed_on_the_platform() {
    String keep = "--keep=" + folder.resolve("findings");

    assertThat(run("--files=110", "--minutes=5", "--longest=PT3M", "--seed=1", keep))
        .describedAs(this::said)
        .isZero();

    assertThat(said())
        .contains(
            "[aac, amr, apng, asf, avi, caf, dv, flac, flv, gif, matroska, mp3, mp4, mpegps, mpegts, ogg,"
                + " truehd, wav, webm]",
            "No file was blamed on the platform.");
    assertThat(folder.resolve("findings")).doesNotExist();
  }

  @Test
  void a_file_can_be_run_again() throws IOException {
    Path file = Files.write(folder.resolve("seed1-000001.mp4"), new byte[] {1, 2, 3});

    assertThat(run("--replay", file.toString())).describedAs(this::said).isZero();

    assertThat(said()).contains("none | rejected | 1002 NOT_MEDIA");
  }

  @Test
  void refuses_unknown_options() {
    assertThat(run("--hours=1")).isEqualTo(2);
  }
}
