package dev.reelstate.processing.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.sample.SampleClip;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that are started by Spring Boot's loaders, three of them at once with one cache. */
@Timeout(300)
class FatJarTest {

  private static final Path LOADERS = Path.of("target", "test-libraries");

  @TempDir
  static Path folder;

  private static final List<Host> HOSTS = new ArrayList<>();

  private record Host(Process process, Path output, Path result) {

    String found() throws IOException {
      return Files.exists(result) ? Files.readString(result) : Files.readString(output);
    }
  }

  @BeforeAll
  static void start_hosts() throws Exception {
    Path film = folder.resolve("film.mp4");
    SampleClip.of(320, 180, 25, Duration.ofSeconds(1)).write(film);
    List<Path> libraries = Jars.ofWorker(folder);
    String launcher = "org.springframework.boot.loader.launch.JarLauncher";
    HOSTS.add(start("spring-boot-loader-3.5.9", launcher, film, libraries));
    HOSTS.add(start("spring-boot-loader-4.0.0", launcher, film, libraries));
    HOSTS.add(start(
        "spring-boot-loader-classic-3.5.9",
        "org.springframework.boot.loader.JarLauncher",
        film,
        libraries));
    for (Host host : HOSTS) {
      assertThat(host.process().waitFor(300, TimeUnit.SECONDS)).isTrue();
    }
  }

  @AfterAll
  static void end_hosts() throws Exception {
    for (Host host : HOSTS) {
      host.process().destroyForcibly().waitFor();
    }
  }

  private static Host start(String loader, String launcher, Path film, List<Path> libraries)
      throws IOException {
    Path home = Files.createDirectory(folder.resolve(loader + " 100%"));
    Path jar = Jars.boot(
        home.resolve("app.jar"),
        LOADERS.resolve(loader + ".jar"),
        launcher,
        FatHost.class,
        libraries);
    Path output = home.resolve("output.txt");
    Path result = home.resolve("result.txt");
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            jar.toString(),
            cache().toString(),
            film.toString(),
            result.toString())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    return new Host(process, output, result);
  }

  private static List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.list(cache().resolve("worker"))) {
      return files.toList();
    }
  }

  private static Path cache() {
    return folder.resolve("cache");
  }

  @Test
  void each_has_a_worker_inspect_a_film() throws Exception {
    for (Host host : HOSTS) {
      assertThat(host.found()).startsWith("320 pixels wide");
    }
  }

  @Test
  void the_same_libraries_are_copied_once_for_all() throws Exception {
    List<Path> copies = copies();
    assertThat(copies).allSatisfy(copy -> assertThat(copy.toString()).endsWith(".jar"));
    String classPath = HOSTS.get(0).found().replaceFirst(".*seen by ", "");
    List<String> unpacked = Stream.of(classPath.split(File.pathSeparator))
        .filter(entry -> !copies.contains(Path.of(entry)))
        .toList();
    assertThat(unpacked).singleElement().asString().contains("spring-boot-libs", "gson");
  }
}
