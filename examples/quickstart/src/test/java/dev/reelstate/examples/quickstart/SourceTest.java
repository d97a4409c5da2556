package dev.reelstate.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {

  @TempDir
  private Path folder;

  /** Makes a file whose name is "caf" and one byte in octal digits. */
  private void makeLatin1(String digits, String content) throws IOException, InterruptedException {
    String script = "printf %s \"$2\" > \"$1/caf$(printf '\\" + digits + "').mp4\"";
    Process shell =
        new ProcessBuilder("sh", "-c", script, "sh", folder.toString(), content).start();
    assumeTrue(shell.waitFor() == 0, "This system has no names of files that are not UTF-8.");
  }

  private static String content(Source source) {
    try {
      return Files.readString(source.file());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void finds_files_whose_names_are_not_utf_8() throws Exception {
    makeLatin1("351", "acute");
    makeLatin1("350", "grave");
    Path plain = Files.writeString(folder.resolve("plain.mp4"), "plain");
    Path asJavaReadsIt = folder.resolve("caf\uFFFD.mp4");

    List<Source> sources = Source.check(List.of(asJavaReadsIt, plain, asJavaReadsIt));

    assertThat(sources).extracting(SourceTest::content).containsExactly("grave", "acute", "plain");
    assertThat(sources.get(0).name()).isEqualTo("caf\uFFFD.mp4");
  }

  @Test
  void says_which_file_is_missing() {
    Path missing = folder.resolve("caf\uFFFD.mp4");

    assertThatThrownBy(() -> Source.check(List.of(missing)))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("There is no file \"" + missing + "\"");
  }
}
