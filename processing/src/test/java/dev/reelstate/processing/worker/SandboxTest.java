package dev.reelstate.processing.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.Sandbox;
import dev.reelstate.processing.recipe.WorkerOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a worker can do behind bubblewrap, and what it can not. */
@Timeout(300)
@EnabledOnOs(value = OS.LINUX, disabledReason = "bubblewrap is for Linux")
class SandboxTest {

  @TempDir
  Path folder;

  private final WorkerOptions options = WorkerOptions.standard().withSandbox(Sandbox.bubblewrap());
  private Path film;
  private Path out;

  @BeforeEach
  void look_for_bubblewrap() throws Exception {
    assumeTrue(
        works(
            "bwrap",
            "--unshare-all",
            "--ro-bind",
            "/",
            "/",
            "--proc",
            "/proc",
            "--dev",
            "/dev",
            "--cap-drop",
            "ALL",
            "true"),
        "bubblewrap is missing, or may not make namespaces here");
    film = Files.createDirectories(folder.resolve("films")).resolve("film.mp4");
    out = Files.createDirectories(folder.resolve("out"));
    SampleClip.of(96, 64, 25, Duration.ofSeconds(1)).write(film);
  }

  private static boolean works(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> prefix() throws IOException {
    List<Path> classPath = Stream.of(
            System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(Files::exists)
        .toList();
    return Sandbox.bubblewrap()
        .prefix(new Sandbox.Needs(
            WorkerOptions.standard().java().toRealPath(), classPath, List.of(), Set.of(film), out));
  }

  @Test
  void a_film_is_inspected_and_rendered() throws Exception {
    Patient monitor = new Patient();
    try (WorkerPool pool = new WorkerPool(options, MediaLimits.standard())) {
      Inspection seen = pool.inspect(film, "mp4", Duration.ofMinutes(1), monitor);
      PassRequest request = new PassRequest(
          film, "mp4", seen.media(), EvilWorker.request(film, out).spec(), out);

      assertThat(pool.render(request, monitor).outputs()).singleElement().satisfies(output -> {
        assertThat(out.resolve(output.path())).isNotEmptyFile();
        assertThat(output.bytes()).isPositive();
      });
    }
    assertThat(monitor.cpu()).isPositive();
  }

  @Test
  void a_program_reaches_its_file_and_its_folder_and_nothing_else() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "host secret");
    Files.writeString(film, "film");
    Path other = Files.writeString(film.resolveSibling("other.mp4"), "other film");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(probe(server.getLocalPort(), other))
          .contains("read-input", "write")
          .doesNotContain("call", "read-secret", "overwrite-input", "write-beside", "run");
      assertThat(probe(server.getLocalPort(), secret)).doesNotContain("read-secret");
    }
    assertThat(film).hasContent("film");
    assertThat(out.resolveSibling("new")).doesNotExist();
    assertThat(out.resolve("made")).hasContent("made");
  }

  private List<String> probe(int port, Path secret) throws Exception {
    List<String> command = new ArrayList<>(prefix());
    command.addAll(List.of(
        WorkerOptions.standard().java().toRealPath().toString(),
        "-cp",
        System.getProperty("java.class.path"),
        SandboxProbe.class.getName(),
        Integer.toString(port),
        film.toString(),
        secret.toString(),
        out.toString()));
    Process process = new ProcessBuilder(command).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String problems = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(problems).isZero();
    return said.lines().toList();
  }

  @Test
  void no_socket_is_made_at_all() throws Exception {
    Path traces = Files.createDirectories(folder.resolve("traces"));
    Optional<List<String>> strace = Trace.prefix(traces);
    assumeTrue(strace.isPresent(), "strace is missing, or may not trace here");
    assumeTrue(prefix().contains("--seccomp"), "there is no filter for this processor");

    WorkerOptions traced = options.withCommandPrefix(strace.get());
    try (WorkerPool pool = new WorkerPool(traced, MediaLimits.standard())) {
      assertThat(pool.inspect(film, "mp4", Duration.ofMinutes(1), new Patient())
              .media()
              .container())
          .isEqualTo("mp4");
    }

    assertThat(Trace.in(traces)).hasSize(1).allSatisfy(trace -> {
      Trace worker = trace.since(Path.of(System.getProperty("java.home")));
      assertThat(worker.files()).contains(film.toString());
      assertThat(worker.network()).isNotEmpty();
      assertThat(worker.sockets()).isEmpty();
    });
  }

  @Test
  void a_worker_ends_with_its_operation() throws Exception {
    try (WorkerPool pool = new WorkerPool(options, MediaLimits.standard())) {
      pool.inspect(film, "mp4", Duration.ofMinutes(1), new Patient());

      assertThat(ProcessHandle.current().descendants())
          .filteredOn(process -> process.info().command().orElse("").endsWith("bwrap"))
          .isEmpty();
    }
  }
}
