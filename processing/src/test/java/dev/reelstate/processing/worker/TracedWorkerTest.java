package dev.reelstate.processing.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.container.Containers;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.spi.StepException;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a worker opens and whom it calls while it reads files that ask for more, by the record of
 * its system calls. The host would refuse most of them by their first bytes; here each file is put
 * before each demuxer.
 */
@Timeout(1200)
@EnabledOnOs(value = OS.LINUX, disabledReason = "strace is for Linux")
class TracedWorkerTest {

  /** What the JVM and the C library read by themselves. */
  private static final List<String> SYSTEM = List.of(
      "/proc/self/",
      "/proc/meminfo",
      "/proc/cpuinfo",
      "/proc/stat",
      "/proc/cgroups",
      "/proc/net/if_inet6",
      "/proc/sys/vm/mmap_min_addr",
      "/proc/sys/vm/overcommit_memory",
      "/sys/",
      "/lib",
      "/usr/lib",
      "/usr/share/locale",
      "/etc/ld.so.cache",
      "/etc/localtime",
      "/etc/nsswitch.conf",
      "/etc/passwd",
      "/etc/timezone");

  @TempDir
  Path folder;

  private Path traces;
  private Path films;
  private Path out;
  private Path natives;
  private WorkerOptions options;

  @BeforeEach
  void look_for_strace() throws Exception {
    traces = Files.createDirectories(folder.resolve("traces"));
    films = Files.createDirectories(folder.resolve("films"));
    out = Files.createDirectories(folder.resolve("out"));
    natives = Path.of(System.getProperty("user.home"), ".javacpp", "cache");
    Optional<List<String>> strace = Trace.prefix(traces);
    assumeTrue(strace.isPresent(), "strace is missing, or may not trace here");
    options = WorkerOptions.standard().withCommandPrefix(strace.get()).withNativesCache(natives);
  }

  @Test
  void nothing_is_opened_but_what_is_needed_and_nobody_is_called() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "host secret");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Path> attacks = AttackFiles.write(films, secret, server.getLocalPort());
      int rendered = 0;
      try (WorkerPool pool = new WorkerPool(options, MediaLimits.standard())) {
        for (Path attack : attacks) {
          for (String container : Containers.all()) {
            rendered += read(pool, attack, container) ? 1 : 0;
          }
        }
      }
      assertThat(rendered).isPositive();
      assertThatNobodyCalled(server);
      for (Trace trace : Trace.in(traces)) {
        assertThat(strange(trace.files())).isEmpty();
        assertThat(trace.since(films).network()).isEmpty();
        assertThat(trace.sockets()).isNotEmpty();
        assertThat(trace.network()).allMatch(TracedWorkerTest::isOfTheJvm);
      }
      assertThat(Trace.in(traces)).flatExtracting(Trace::files).contains(names(attacks));
    }
  }

  private static String[] names(List<Path> files) {
    return files.stream().map(Path::toString).toArray(String[]::new);
  }

  /** Inspects a file and, if it passes, renders it; true if that made something. */
  private boolean read(WorkerPool pool, Path file, String container) throws Exception {
    try {
      Inspection seen = pool.inspect(file, container, Duration.ofMinutes(1), new Patient());
      Path folder = Files.createTempDirectory(out, "task");
      PassRequest poster = EvilWorker.request(file, folder);
      PassRequest request = new PassRequest(file, container, seen.media(), poster.spec(), folder);
      return !pool.render(request, new Patient()).outputs().isEmpty();
    } catch (StepException e) {
      return false;
    }
  }

  private static void assertThatNobodyCalled(ServerSocket server) throws Exception {
    server.setSoTimeout(1);
    try (var call = server.accept()) {
      assertThat(call).as("a connection").isNull();
    } catch (SocketTimeoutException e) {
      assertThat(server.isBound()).isTrue();
    }
  }

  private List<String> strange(List<String> opened) {
    List<String> allowed = new ArrayList<>(SYSTEM);
    allowed.addAll(List.of(films + "/", out + "/", natives + "/"));
    allowed.add(System.getProperty("java.home") + "/");
    allowed.addAll(List.of(WorkerClassPath.locate(options).classPath().split(File.pathSeparator)));
    return opened.stream()
        .filter(file -> allowed.stream().noneMatch(file::startsWith))
        .toList();
  }

  /**
   * The JVM finds out which kinds of sockets there are, and asks the C library for the user's name,
   * which looks for a name service in vain.
   */
  private static boolean isOfTheJvm(String call) {
    return call.contains("socket(") || call.contains("sun_path=\"/var/run/nscd/socket\"");
  }
}
