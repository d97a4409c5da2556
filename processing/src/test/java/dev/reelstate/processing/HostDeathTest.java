package dev.reelstate.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelstate.processing.media.sample.SampleClip;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker ends when its host does, also when the host had no time to close anything. */
@Timeout(300)
class HostDeathTest {

  /** It takes some ten milliseconds; a busy machine is given more. */
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir
  static Path clips;

  private static Path film;

  @TempDir
  Path folder;

  @BeforeAll
  static void make_a_film() throws Exception {
    film = clips.resolve("film.mp4");
    SampleClip.of(640, 360, 30, Duration.ofSeconds(30)).write(film);
  }

  private Process host() throws Exception {
    Process host = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            DyingHost.class.getName(),
            film.toString(),
            folder.resolve("media").toString())
        .redirectError(new File(folder.toFile(), "host.log"))
        .start();
    BufferedReader said = host.inputReader();
    assertThat(said.readLine()).isEqualTo("rendering");
    return host;
  }

  private static void assertThatAllEnd(List<ProcessHandle> workers) throws Exception {
    assertThat(workers).isNotEmpty();
    long end = System.nanoTime() + SOON.toNanos();
    while (workers.stream().anyMatch(ProcessHandle::isAlive)) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void workers_end_when_the_host_is_asked_to_end() throws Exception {
    Process host = host();
    List<ProcessHandle> workers = host.descendants().toList();

    host.destroy();

    assertThat(host.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThatAllEnd(workers);
  }

  @Test
  void workers_end_when_the_host_is_killed() throws Exception {
    Process host = host();
    List<ProcessHandle> workers = host.descendants().toList();

    host.destroyForcibly();

    assertThatAllEnd(workers);
  }

  @Test
  void a_worker_that_does_not_notice_ends_too() throws Exception {
    assumeTrue(
        works("/usr/bin/setpriv", "--pdeathsig", "KILL", "true"), "setpriv is missing or old");
    Process host = host();
    List<ProcessHandle> workers = host.descendants().toList();
    for (ProcessHandle worker : workers) {
      assertThat(works("kill", "-STOP", Long.toString(worker.pid()))).isTrue();
    }

    host.destroy();

    assertThatAllEnd(workers);
  }

  private static boolean works(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
