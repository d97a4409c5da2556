package dev.reelstate.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
@Timeout(300)
class KilledQuickstartTest {

  @TempDir
  private Path folder;

  @Test
  void resumes_after_it_was_killed() throws Exception {
    Path clip = Clips.write(folder.resolve("long.mp4"), 1280, 720, Duration.ofSeconds(12));

    try (Child child = Child.start(dir(), clip)) {
      child.waitFor("processing");
      waitUntilRendering(child);
      child.kill();
    }
    assertThat(dir().resolve("report.html")).doesNotExist();
    Console second = Console.process(dir(), clip);

    assertThat(second.exitCode()).describedAs(second.err()).isZero();
    assertThat(attempts("inspect")).describedAs("had committed").isEqualTo(1);
    assertThat(attempts("render")).describedAs("was under way").isEqualTo(2);
    assertThat(unfinished()).isEmpty();
    assertThat(attemptsOnDisk())
        .describedAs("the killed attempt left nothing behind")
        .hasSize(1);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "workers are stopped with a signal")
  void hands_its_work_back_on_shutdown() throws Exception {
    Path clip = Clips.write(folder.resolve("long.mp4"), 1280, 720, Duration.ofSeconds(12));

    try (Child child = Child.start(dir(), clip)) {
      child.waitFor("processing");
      waitUntilRendering(child);
      child.freezeWorkers();
      child.end();
    }
    assertThat(unfinished()).isEmpty();
    Console second = Console.process(dir(), clip);

    assertThat(second.exitCode()).describedAs(second.err()).isZero();
    assertThat(attempts("render")).isEqualTo(2);
  }

  private Path dir() {
    return folder.resolve("out");
  }

  /** The render task is running as soon as its output folder contains a segment. */
  private void waitUntilRendering(Child child) throws IOException {
    while (unfinished().stream().noneMatch(file -> file.toString().endsWith(".m4s"))) {
      assertThat(child.isAlive()).isTrue();
      Thread.onSpinWait();
    }
  }

  /** Files of unfinished work, except locks. */
  private List<Path> unfinished() throws IOException {
    Path work = dir().resolve("media").resolve(".work");
    if (!Files.exists(work)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(work)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.endsWith("lock"))
          .toList();
    } catch (UncheckedIOException e) {
      return List.of(); // renamed while we looked
    }
  }

  private List<Path> attemptsOnDisk() throws IOException {
    try (Stream<Path> all = Files.walk(dir().resolve("media").resolve("videos"))) {
      return all.filter(path ->
              Files.isDirectory(path) && path.getFileName().toString().startsWith("render-"))
          .toList();
    }
  }

  private int attempts(String step) throws IOException {
    JsonNode result = new ObjectMapper().readTree(dir().resolve("result.json").toFile());
    for (JsonNode task : result.get("tasks")) {
      if (task.get("step").asText().equals(step)) {
        return task.get("attempts").asInt();
      }
    }
    throw new AssertionError("There is no task " + step + " in " + result);
  }
}
