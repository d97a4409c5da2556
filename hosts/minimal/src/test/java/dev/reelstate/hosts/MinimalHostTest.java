package dev.reelstate.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.hosts.Jars.Jar;
import dev.reelstate.processing.format.LabelFormatException;
import dev.reelstate.processing.format.yolo.YoloFormat;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a host gets that adds the store, the platform, H2 and one platform's natives. */
class MinimalHostTest {

  private static final int MOST_JARS = 20;
  private static final long MOST_BYTES = 43_000_000;

  @TempDir
  Path folder;

  @Test
  void its_jars_are_few_and_small() throws IOException {
    List<Jar> jars = Jars.list();

    assertThat(jars)
        .extracting(Jar::artifact)
        .contains("reelstate-jdbc-store", "reelstate-processing", "h2", "ffmpeg")
        .hasSizeLessThanOrEqualTo(MOST_JARS);
    assertThat(jars.stream().mapToLong(Jar::bytes).sum()).isBetween(30_000_000L, MOST_BYTES);
  }

  /** Generations of a library have different groups, such as those of Jackson 2 and 3. */
  @Test
  void no_library_is_there_twice() throws IOException {
    Map<String, Set<String>> found = Jars.list().stream()
        .collect(Collectors.groupingBy(
            Jar::artifact,
            Collectors.mapping(jar -> jar.group() + ":" + jar.version(), Collectors.toSet())));

    assertThat(found)
        .isNotEmpty()
        .allSatisfy((artifact, versions) -> assertThat(versions).as(artifact).hasSize(1));
  }

  @Test
  void our_jars_carry_their_licence() throws IOException {
    List<URL> ours = new ArrayList<>();
    for (Jar jar : Jars.list()) {
      if (jar.group().equals("dev.reelstate")) {
        ours.add(jar.file().toUri().toURL());
      }
    }
    assertThat(ours).hasSize(3);
    for (URL jar : ours) {
      try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, null)) {
        assertThat(loader.getResource("META-INF/LICENSE")).as(jar.toString()).isNotNull();
        assertThat(loader.getResource("META-INF/NOTICE")).as(jar.toString()).isNotNull();
      }
    }
  }

  @Test
  void the_bom_does_not_touch_the_hosts_junit() throws IOException {
    String home = Test.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    assertThat(new File(home)).hasName("junit-jupiter-api-5.12.2.jar");
  }

  @Test
  void a_format_that_needs_a_library_names_it() throws IOException {
    Files.writeString(folder.resolve("data.yaml"), "names: [car]");

    assertThatThrownBy(() -> new YoloFormat().read(folder))
        .isInstanceOf(LabelFormatException.class)
        .hasMessageContaining("data.yaml: Reading YAML needs org.snakeyaml:snakeyaml-engine");
  }

  /** SLF4J itself says that there will be no log, which a host should know. */
  @Test
  @Timeout(300)
  void its_first_start_without_a_logger_is_quiet() throws Exception {
    String classPath = Jars.list().stream()
        .map(jar -> jar.file().toString())
        .collect(Collectors.joining(File.pathSeparator, "", File.pathSeparator));
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath + Path.of("target/classes"),
            Main.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said.lines().filter(line -> !line.startsWith("SLF4J(W): ")))
        .containsExactly("started");
  }
}
