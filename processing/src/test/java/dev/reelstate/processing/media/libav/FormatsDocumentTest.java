package dev.reelstate.processing.media.libav;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.container.Containers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The document of what is accepted says what the allow-lists say. */
class FormatsDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "formats.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** The words in code in the first column of the table below a heading. */
  private static List<String> listedBelow(String heading) throws IOException {
    List<String> words = new ArrayList<>();
    boolean below = false;
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("## ")) {
        below = line.equals("## " + heading);
      } else if (below && line.startsWith("| `")) {
        String column = line.substring(1, line.indexOf('|', 1));
        CODE.matcher(column).results().map(result -> result.group(1)).forEach(words::add);
      }
    }
    return words;
  }

  @Test
  void lists_each_container_once() throws IOException {
    assertThat(listedBelow("Containers")).containsExactlyInAnyOrderElementsOf(Containers.all());
  }

  @Test
  void lists_each_decoder_once() throws IOException {
    assertThat(listedBelow("Codecs"))
        .containsExactlyInAnyOrder(Decoders.whitelist().split(","));
  }
}
