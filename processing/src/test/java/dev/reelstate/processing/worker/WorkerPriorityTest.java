package dev.reelstate.processing.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.VideoCodec;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SVT-AV1 gives its threads real-time priority where it may, which root may. */
@EnabledOnOs(OS.LINUX)
class WorkerPriorityTest {

  /** Of the fields of {@code /proc/PID/task/TID/stat} behind the name: the scheduling policy. */
  private static final int POLICY = 38;

  @TempDir
  Path folder;

  private final Set<String> encoding = new TreeSet<>();
  private final Set<String> realTime = new TreeSet<>();

  @Test
  @Timeout(300)
  void no_thread_of_a_worker_goes_before_its_host() throws Exception {
    Path clip = folder.resolve("clip.mp4");
    SampleClip.of(640, 360, 25, Duration.ofSeconds(8)).write(clip);
    Recipe recipe = Recipe.builder()
        .output(Recipe.Output.HLS)
        .ladder(Ladder.of(240).in(VideoCodec.AV1))
        .build();
    try (VideoPlatform platform = VideoPlatform.builder()
        .store(InMemoryVideoStore.create())
        .storage(FileStorage.at(folder.resolve("media")))
        .recipe(recipe)
        .build()) {
      platform.start();
      VideoId id = platform.ingest(NewVideo.named("clip.mp4"), clip).id();
      while (!platform.get(id).status().isSettled()) {
        for (ProcessHandle worker : ProcessHandle.current().descendants().toList()) {
          look(Path.of("/proc", Long.toString(worker.pid()), "task"));
        }
      }
      assertThat(platform.get(id).status()).isEqualTo(VideoStatus.COMPLETED);
    }
    assertThat(encoding).describedAs("threads of SVT-AV1").isNotEmpty();
    assertThat(realTime).isEmpty();
  }

  private void look(Path tasks) {
    try (Stream<Path> threads = Files.list(tasks)) {
      for (Path thread : threads.toList()) {
        String stat = Files.readString(thread.resolve("stat"));
        int end = stat.lastIndexOf(')');
        String name = stat.substring(stat.indexOf('(') + 1, end);
        String policy = List.of(stat.substring(end + 2).split(" ")).get(POLICY);
        if (name.startsWith("svt-")) {
          encoding.add(name);
        }
        if (policy.equals("1") || policy.equals("2")) {
          realTime.add(name);
        }
      }
    } catch (IOException e) {
      // The process or thread has just ended.
    }
  }
}
