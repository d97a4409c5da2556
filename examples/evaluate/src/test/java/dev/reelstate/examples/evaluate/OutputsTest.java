package dev.reelstate.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be written is refused in one sentence, before anything is read. */
class OutputsTest {

  @TempDir
  private Path folder;

  private Path events = Path.of("");

  @BeforeEach
  void write() throws IOException {
    events = Files.writeString(folder.resolve("events.csv"), "goal,1000\n");
  }

  @Test
  void a_folder_that_does_not_exist_is_named() {
    Path file = folder.resolve("none/out.json");

    assertRefused(
        run("--json", file), file + " cannot be written: there is no folder " + file.getParent());
  }

  @Test
  void a_folder_is_no_file() {
    assertRefused(run("--json", folder), folder + " is a folder; name a file for --json.");
    assertRefused(run("--html", folder), folder + " is a folder; name a file for --html.");
  }

  @Test
  void two_outputs_need_two_files() {
    Path file = folder.resolve("out");

    assertRefused(
        run("--json", file, "--html", folder.resolve("./out")), "Give --json and --html different");
    assertThat(file).doesNotExist();
  }

  @Test
  void a_file_that_cannot_be_made_is_named() {
    Path file = folder.resolve("x".repeat(300));

    assertRefused(run("--json", file), file + " cannot be written: ");
  }

  private static void assertRefused(Run run, String reason) {
    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).startsWith(reason).hasLineCount(1);
  }

  private Run run(Object... outputs) {
    Object[] args = {"events", "--truth", events, "--detections", events, "--tolerance-ms", 1};
    Object[] all = new Object[args.length + outputs.length];
    System.arraycopy(args, 0, all, 0, args.length);
    System.arraycopy(outputs, 0, all, args.length, outputs.length);
    return Run.of(all);
  }
}
