package dev.reelstate.processing.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;

/** Files as tools write them, and what must be said of wrong ones. */
final class GivenAnnotations {

  private GivenAnnotations() {}

  /** Writes a text in UTF-8. */
  static Path file(Path folder, String name, String text) {
    return file(folder, name, text.getBytes(UTF_8));
  }

  static Path file(Path folder, String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Asserts that a file is refused, in one sentence of moderate length that starts with its path,
   * and hands on what follows the folder.
   */
  static AbstractStringAssert<?> assertRefused(LabelFormat format, Path source) {
    LabelFormatException refusal =
        catchThrowableOfType(LabelFormatException.class, () -> format.read(source));
    assertThat(refusal).as("the refusal of %s", source).isNotNull();
    String folder = String.valueOf(Files.isDirectory(source) ? source : source.getParent());
    String message = String.valueOf(refusal.getMessage());
    assertThat(message).hasLineCount(1).hasSizeLessThan(300).startsWith(folder);
    return assertThat(message.replace(folder + "/", ""));
  }
}
