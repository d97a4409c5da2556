package dev.reelstate.processing.worker.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.media.libav.NativePlatform;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativesChoiceTest {

  @TempDir
  Path folder;

  @AfterEach
  void ask_for_nothing() {
    System.clearProperty(NativesChoice.PROPERTY);
  }

  /** A class path with builds of FFmpeg, named by the extensions of their folders. */
  private NativesChoice with(String... extensions) throws IOException {
    for (String extension : extensions) {
      Path natives =
          folder.resolve("org/bytedeco/ffmpeg").resolve(NativePlatform.classifier() + extension);
      Files.createDirectories(natives);
      Files.createFile(natives.resolve(System.mapLibraryName("jniavcodec")));
    }
    return new NativesChoice(new URLClassLoader(new URL[] {folder.toUri().toURL()}, null));
  }

  @Test
  void the_one_that_is_there_is_used() throws Exception {
    assertThat(with("").ffmpeg().extension()).isEmpty();
  }

  @Test
  void the_gpl_build_is_used_if_it_has_been_added() throws Exception {
    assertThat(with("-gpl").ffmpeg().extension()).isEqualTo("-gpl");
    assertThat(with("").ffmpeg().extension()).isEqualTo("-gpl");
  }

  @ParameterizedTest
  @CsvSource({"-gpl", "''"})
  void the_property_of_javacpp_decides(String asked) throws Exception {
    System.setProperty(NativesChoice.PROPERTY, asked);

    assertThat(with("", "-gpl").ffmpeg().extension()).isEqualTo(asked);
  }

  @Test
  void a_build_that_is_asked_for_is_not_replaced_by_another() throws Exception {
    System.setProperty(NativesChoice.PROPERTY, "-gpl");
    NativesChoice choice = with("");

    assertThatThrownBy(choice::ffmpeg)
        .isInstanceOf(ReelstateException.class)
        .hasMessageContaining("with the classifier " + NativePlatform.classifier() + "-gpl.");
  }

  @Test
  void without_any_the_message_names_both() throws Exception {
    NativesChoice choice = with();

    assertThatThrownBy(choice::ffmpeg)
        .isInstanceOfSatisfying(
            ReelstateException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NATIVES_MISSING))
        .hasMessageContaining(
            NativePlatform.classifier() + " or " + NativePlatform.classifier() + "-gpl");
    assertThatThrownBy(choice::javacpp).hasMessageContaining("org.bytedeco:javacpp");
  }
}
