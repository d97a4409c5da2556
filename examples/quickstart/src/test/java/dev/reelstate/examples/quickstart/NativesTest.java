package dev.reelstate.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs with either build of FFmpeg's natives, both of which Maven copies. */
@Tag("long")
@Timeout(300)
class NativesTest {

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({"natives-gpl.jar, libx264", "natives-lgpl.jar, libopenh264"})
  void the_ladder_is_made_by_the_best_encoder_of_the_natives(String natives, String encoder)
      throws Exception {
    Path dir = folder.resolve("out");

    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPathWith(Path.of("target", "test-libraries", natives)),
            Main.class.getName(),
            "--out",
            dir.toString(),
            "--recipe",
            "hls",
            "--ladder",
            "120",
            "--json",
            Clips.small(folder.resolve("clip.mp4")).toString())
        .redirectErrorStream(true)
        .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).describedAs(output).isZero();
    assertThat(report(dir).at("/encoders/120p").asText()).isEqualTo(encoder);
  }

  private static String classPathWith(Path natives) {
    return Stream.concat(
            Stream.of(natives.toString()),
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*ffmpeg-[^/\\\\]*64(-gpl)?\\.jar")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static JsonNode report(Path dir) throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (JsonNode artifact : json.readTree(dir.resolve("result.json").toFile()).get("artifacts")) {
      if (artifact.get("kind").asText().equals("render_report")) {
        return json.readTree(dir.resolve(artifact.get("path").asText()).toFile());
      }
    }
    throw new AssertionError("There is no report in " + dir);
  }
}
