package dev.reelstate.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

  private static final Pattern LINK = Pattern.compile("(?:src|href|poster)=\"([^\"#][^\"]*)\"");

  @TempDir
  private static Path folder;

  private static JsonNode result(Path dir) throws IOException {
    return new ObjectMapper().readTree(dir.resolve("result.json").toFile());
  }

  private static List<String> links(Path dir) throws IOException {
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(Files.readString(dir.resolve("report.html")));
    while (link.find()) {
      links.add(link.group(1));
    }
    return links;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OneVideo {

    private final Path dir = folder.resolve("one");
    private Console console;
    private JsonNode result;

    @BeforeAll
    void process() throws IOException {
      console = Console.process(dir, Clips.small(folder.resolve("one & <only>.mp4")));
      result = result(dir);
    }

    @Test
    void is_completed() {
      assertThat(console.exitCode()).describedAs(console.err()).isZero();
      assertThat(console.out())
          .contains("one & <only>.mp4: completed", dir.resolve("report.html").toString());
    }

    @Test
    void result_reports_the_outcome() {
      assertThat(names(result))
          .containsExactly(
              "id",
              "file",
              "status",
              "failure",
              "media",
              "artifacts",
              "tasks",
              "wallSeconds",
              "cpuSeconds");
      assertThat(result.get("status").asText()).isEqualTo("completed");
      assertThat(result.get("failure").isNull()).isTrue();
      assertThat(result.get("wallSeconds").asDouble()).isPositive();
      assertThat(result.get("cpuSeconds").asDouble()).isPositive();
    }

    @Test
    void result_describes_the_file() {
      JsonNode media = result.get("media");
      assertThat(media.get("container").asText()).isEqualTo("mp4");
      assertThat(media.get("durationSeconds").asDouble()).isCloseTo(2, within(0.05));
      assertThat(media.get("width").asInt()).isEqualTo(320);
      assertThat(media.get("height").asInt()).isEqualTo(240);
      assertThat(media.get("rotation").asInt()).isZero();
      assertThat(media.get("frameRate").asDouble()).isCloseTo(25, within(0.1));
      assertThat(media.get("videoCodec").asText()).isEqualTo("h264");
      assertThat(media.get("audioCodec").asText()).isEqualTo("aac");
    }

    @Test
    void result_lists_the_outputs() {
      JsonNode artifacts = result.get("artifacts");
      assertThat(artifacts.findValuesAsText("kind"))
          .contains("poster", "storyboard", "storyboard_cues", "mp4", "hls", "hls_rendition");
      for (JsonNode artifact : artifacts) {
        assertThat(names(artifact))
            .containsExactly(
                "kind",
                "name",
                "path",
                "contentType",
                "width",
                "height",
                "durationSeconds",
                "bytes",
                "copied");
        assertThat(dir.resolve(artifact.get("path").asText())).isRegularFile();
        assertThat(artifact.get("bytes").asLong()).isPositive();
      }
    }

    @Test
    void result_lists_the_tasks() {
      JsonNode tasks = result.get("tasks");
      assertThat(tasks.findValuesAsText("step")).containsExactly("inspect", "render", "publish");
      for (JsonNode task : tasks) {
        assertThat(names(task))
            .containsExactly("step", "part", "status", "attempts", "wallSeconds");
        assertThat(task.get("status").asText()).isEqualTo("succeeded");
        assertThat(task.get("attempts").asInt()).isEqualTo(1);
      }
    }

    @Test
    void report_links_only_to_existing_files() throws IOException {
      assertThat(links(dir))
          .hasSizeGreaterThan(6)
          .allSatisfy(link -> assertThat(dir.resolve(link)).isRegularFile());
    }

    @Test
    void report_escapes_user_input() throws IOException {
      assertThat(Files.readString(dir.resolve("report.html")))
          .contains("one &amp; &lt;only&gt;.mp4")
          .doesNotContain("<only>");
    }

    @Test
    void nothing_unfinished_is_left() throws IOException {
      try (Stream<Path> left = Files.list(dir.resolve("media").resolve(".work"))) {
        assertThat(left.filter(Files::isDirectory)).isEmpty();
      }
      assertThat(dir.resolve(".quickstart").resolve("report.html")).doesNotExist();
    }
  }

  @Nested
  class SeveralVideos {

    @Test
    void are_listed_in_the_order_given_and_the_worst_decides_the_exit_code() throws IOException {
      Path dir = folder.resolve("several");
      Path text = Files.writeString(folder.resolve("text.mp4"), "This is not a video.");
      Path clip = Clips.small(folder.resolve("several.mp4"));

      Console console = Console.process(dir, text, clip, clip);

      assertThat(console.exitCode()).isEqualTo(3);
      assertThat(console.out()).contains("1 completed, 1 rejected", "1002 NOT_MEDIA");
      JsonNode result = result(dir);
      assertThat(result.isArray()).isTrue();
      assertThat(result.findValuesAsText("file")).containsExactly(text.toString(), clip.toString());
      assertThat(result.get(0).get("status").asText()).isEqualTo("rejected");
      assertThat(result.get(0).get("media").isNull()).isTrue();
      JsonNode failure = result.get(0).get("failure");
      assertThat(names(failure)).containsExactly("code", "name", "message");
      assertThat(failure.get("code").asInt()).isEqualTo(1002);
      assertThat(failure.get("name").asText()).isEqualTo("NOT_MEDIA");
      assertThat(failure.get("message").asText()).isNotBlank();
      assertThat(result.get(1).get("status").asText()).isEqualTo("completed");
      assertThat(links(dir)).allSatisfy(link -> assertThat(dir.resolve(link)).isRegularFile());
    }
  }

  @Nested
  class SecondRun {

    @Test
    void reports_finished_work_without_repeating_it() throws IOException {
      Path dir = folder.resolve("again");
      Path clip = Clips.small(folder.resolve("again.mp4"));
      Console.process(dir, clip);
      JsonNode first = result(dir);

      Console second = Console.process(dir, clip);

      assertThat(second.exitCode()).isZero();
      assertThat(second.err()).doesNotContain("processing");
      JsonNode result = result(dir);
      assertThat(result.get("id")).isEqualTo(first.get("id"));
      assertThat(result.get("tasks")).isEqualTo(first.get("tasks"));
    }

    @Test
    void applies_another_recipe_to_the_same_file() throws IOException {
      Path dir = folder.resolve("recipes");
      String clip = Clips.small(folder.resolve("recipes.mp4")).toString();
      Console.run("--out", dir.toString(), "--recipe", "poster", clip);

      Console.run("--out", dir.toString(), "--recipe", "poster,mp4", "--json", clip);

      assertThat(result(dir).get("artifacts").findValuesAsText("kind"))
          .containsExactlyInAnyOrder("poster", "mp4", "render_report", "inventory");
    }
  }

  @Nested
  class Refusal {

    private final Path dir = folder.resolve("refused");

    @Test
    void of_a_missing_file() {
      Console console = Console.process(
          dir, Clips.small(folder.resolve("there.mp4")), folder.resolve("missing.mp4"));
      assertRefused(
          console,
          2,
          "There is no file \"" + folder.resolve("missing.mp4") + "\"; check its name and folder.");
    }

    @Test
    void of_a_folder_in_place_of_a_file() {
      assertRefused(
          Console.process(dir, folder),
          2,
          "\"" + folder + "\" is not a file; name the videos themselves.");
    }

    @Test
    void of_a_recipe_with_an_unknown_step() {
      Console console = Console.run("--out", dir.toString(), "--recipe", "poster,thumbs");
      assertRefused(
          console,
          2,
          "The recipe names an unknown step, \"thumbs\"; known steps are poster, storyboard,"
              + " hls, mp4, preview, sound, waveform, marks, subtitles, frame_map.");
    }

    @Test
    void of_an_unknown_option() {
      assertRefused(
          Console.run("--colour"), 2, "Unknown option: '--colour'; see --help for the options.");
    }

    @Test
    void of_a_folder_in_use_by_another_quickstart() throws Exception {
      Path busy = folder.resolve("busy");
      Path clip = Clips.small(folder.resolve("busy.mp4"));
      try (OutputFolder held = OutputFolder.open(busy)) {
        assertThat(held.media()).doesNotExist();
        assertRefused(
            Console.process(busy, clip),
            1,
            "Another quickstart is running in \"" + busy
                + "\"; wait for it or choose another folder with --out.");
      }
    }

    private void assertRefused(Console console, int exitCode, String sentence) {
      assertThat(console.err().strip()).isEqualTo(sentence);
      assertThat(console.exitCode()).isEqualTo(exitCode);
      assertThat(console.out()).isEmpty();
      assertThat(dir).doesNotExist();
    }
  }

  @Nested
  class Help {

    @Test
    void explains_options_and_exit_codes() {
      Console console = Console.run("--help");
      assertThat(console.exitCode()).isZero();
      assertThat(console.out())
          .contains("--out", "--json", "--recipe", "Exit code:", "report.html");
    }

    @Test
    void version_is_that_of_the_build() {
      assertThat(Console.run("--version").out()).matches("Reelstate quickstart \\d+\\.\\d+.*\\R");
    }
  }
}
