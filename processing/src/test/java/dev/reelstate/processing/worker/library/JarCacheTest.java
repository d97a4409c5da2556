package dev.reelstate.processing.worker.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.ReelstateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JarCacheTest {

  private static final byte[] CONTENT = {1, 2, 3, 4, 5};

  @TempDir
  Path folder;

  private Path copy() throws IOException {
    return cache(folder.resolve("copies")).copy("one two.jar", out -> out.write(CONTENT));
  }

  private static JarCache cache(Path... candidates) {
    return new JarCache(List.of(candidates));
  }

  private List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("copies"))) {
      return files.toList();
    }
  }

  @Test
  void a_copy_is_named_by_its_content() throws Exception {
    assertThat(copy()).hasBinaryContent(CONTENT);
    assertThat(copy().getFileName().toString())
        .isEqualTo("one_two-74f81fe167d99b4cb41d6d0ccda82278caee9f3e2f25d5e5a3936ff3dcec60d0.jar");
  }

  @Test
  void an_earlier_copy_is_used_again() throws Exception {
    Path first = copy();
    Object identity = Files.readAttributes(first, BasicFileAttributes.class).fileKey();

    assertThat(Files.readAttributes(copy(), BasicFileAttributes.class).fileKey())
        .isEqualTo(identity);
    assertThat(copies()).containsExactly(first);
  }

  @Test
  void a_damaged_copy_is_replaced() throws Exception {
    Files.write(copy(), new byte[] {1, 2, 3});

    assertThat(copy()).hasBinaryContent(CONTENT);
    assertThat(copies()).hasSize(1);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege")
  void a_link_is_not_followed() throws Exception {
    Path copy = copy();
    Path elsewhere = Files.write(folder.resolve("elsewhere"), CONTENT);
    Files.delete(copy);
    Files.createSymbolicLink(copy, elsewhere);

    assertThat(Files.isSymbolicLink(copy())).isFalse();
  }

  @Test
  void a_copy_that_nobody_has_used_for_long_is_removed() throws Exception {
    Path old =
        Files.createFile(Files.createDirectories(folder.resolve("copies")).resolve("old.jar"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(31))));

    Path copy = copy();

    assertThat(copies()).containsExactly(copy);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such permissions")
  void nobody_else_may_use_the_folder() throws Exception {
    Path shared = Files.createDirectory(folder.resolve("copies"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));

    copy();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)))
        .isEqualTo("rwx------");
  }

  @Test
  void the_next_folder_is_used_if_the_first_cannot_be() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    Path copy = cache(file, folder.resolve("second")).copy("x", out -> out.write(CONTENT));

    assertThat(copy).hasParent(folder.resolve("second"));
    assertThatThrownBy(() -> cache(file).copy("x", out -> out.write(CONTENT)))
        .isInstanceOf(ReelstateException.class)
        .hasMessageContaining("name one with WorkerOptions.withNativesCache");
  }
}
