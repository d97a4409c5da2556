package dev.reelstate.examples.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class TortureTest {

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Main.run(stream(out), stream(err), arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void a_short_torture_leaves_no_violation() {
    assertThat(run("--minutes=0.3", "--seed=5", "--folder=" + folder))
        .describedAs("%s%n%s", out, err)
        .isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("No violation.", "uploads");
  }

  @Test
  void refuses_no_time() {
    assertThat(run("--minutes=0")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("--minutes must be more than 0, not 0.0.");
  }
}
