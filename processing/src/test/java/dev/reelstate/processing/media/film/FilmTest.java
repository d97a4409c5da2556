package dev.reelstate.processing.media.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.ReelstateException;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Picture;
import dev.reelstate.processing.media.probe.MediaProbe;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.task.FailureCode;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmTest {

  @TempDir
  private Path folder;

  @Test
  void pictures_come_with_their_numbers_and_times() {
    Path clip = clip(SampleClip.of(160, 90, 25, Duration.ofSeconds(2)));

    assertThat(frames(clip, 1)).hasSize(50).startsWith(frame(0, 0)).endsWith(frame(49, 1960));
    assertThat(frames(clip, 20)).containsExactly(frame(0, 0), frame(20, 800), frame(40, 1600));
  }

  @Test
  void times_are_those_of_an_uneven_film() {
    Path clip = clip(SampleClip.of(160, 90, 25, Duration.ofSeconds(1)).withVariableFrameRate());

    assertThat(frames(clip, 1))
        .startsWith(frame(0, 0), frame(1, 40), frame(2, 80))
        .contains(frame(5, 200), frame(6, 400));
  }

  @Test
  void pictures_are_upright() {
    Path clip = clip(SampleClip.of(160, 90, 25, Duration.ofSeconds(1)).withTurn(90));

    try (FilmReader reader = FilmReader.open(clip)) {
      Picture first = reader.next(number -> true).orElseThrow();

      assertThat(List.of(first.width(), first.height())).containsExactly(90, 160);
    }
  }

  @Test
  void a_written_film_has_the_colours_and_times_of_its_pictures() throws Exception {
    Path file = folder.resolve("film.mp4");
    try (FilmWriter writer = FilmWriter.create(file, 63, 33, 10)) {
      writer.add(plain(0, 0, 0xD55E00));
      writer.add(plain(1, 150, 0x0072B2));
      writer.add(plain(2, 700, 0xF0E442));
      assertThat(Files.exists(file)).isFalse();
      writer.finish(Duration.ofMillis(1_200));
    }

    assertThat(MediaProbe.inspect(file, "mp4", MediaLimits.standard()).duration())
        .isEqualTo(Duration.ofMillis(1_200));
    try (FilmReader reader = FilmReader.open(file)) {
      requireColour(reader.next(number -> true), frame(0, 0), 0xD55E00);
      requireColour(reader.next(number -> true), frame(1, 150), 0x0072B2);
      requireColour(reader.next(number -> true), frame(2, 700), 0xF0E442);
      assertThat(reader.next(number -> true)).isEmpty();
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  private static void requireColour(Optional<Picture> picture, FrameRef frame, int colour) {
    Picture shown = picture.orElseThrow();
    assertThat(shown.frame()).isEqualTo(frame);
    ByteBuffer pixels = shown.pixels();
    int middle = pixels.position() + 16 * shown.stride() + 30 * Picture.PIXEL;
    for (int part = 0; part < Picture.PIXEL; part++) {
      assertThat(pixels.get(middle + part) & 0xFF)
          .isCloseTo(colour >> (8 * part) & 0xFF, within(8));
    }
  }

  @Test
  void a_film_that_is_not_finished_leaves_nothing() throws Exception {
    try (FilmWriter writer = FilmWriter.create(folder.resolve("film.mp4"), 64, 36, 10)) {
      writer.add(plain(0, 0, 0, 64, 36));
    }

    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void refuses_pictures_of_another_size_or_out_of_order() {
    try (FilmWriter writer = FilmWriter.create(folder.resolve("film.mp4"), 63, 33, 10)) {
      writer.add(plain(5, 100, 0));

      assertThatIllegalArgumentException().isThrownBy(() -> writer.add(plain(6, 100, 0)));
    }
    try (FilmWriter writer = FilmWriter.create(folder.resolve("film.mp4"), 64, 33, 10)) {
      assertThatIllegalArgumentException().isThrownBy(() -> writer.add(plain(5, 100, 0)));
    }
  }

  @Test
  void what_is_no_film_is_refused_with_a_reason() throws Exception {
    Path text = Files.writeString(folder.resolve("film.mp4"), "no film");
    Path sound = clip(SampleClip.of(160, 90, 25, Duration.ofSeconds(1)).withoutPictures());

    assertThatExceptionOfType(ReelstateException.class)
        .isThrownBy(() -> FilmReader.open(text))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_MEDIA));
    assertThatExceptionOfType(ReelstateException.class)
        .isThrownBy(() -> FilmReader.open(sound))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOTHING_DECODED));
  }

  private Path clip(SampleClip clip) {
    Path file = folder.resolve("clip.mp4");
    clip.write(file);
    return file;
  }

  private static FrameRef frame(long number, long millis) {
    return FrameRef.of(number, Duration.ofMillis(millis));
  }

  private static List<FrameRef> frames(Path clip, int every) {
    List<FrameRef> frames = new ArrayList<>();
    try (FilmReader reader = FilmReader.open(clip)) {
      for (var picture = reader.next(number -> number % every == 0);
          picture.isPresent();
          picture = reader.next(number -> number % every == 0)) {
        frames.add(picture.get().frame());
      }
    }
    return frames;
  }

  private static Picture plain(long number, long millis, int colour) {
    return plain(number, millis, colour, 63, 33);
  }

  private static Picture plain(long number, long millis, int colour, int width, int height) {
    ByteBuffer pixels = ByteBuffer.allocate(width * height * Picture.PIXEL);
    while (pixels.hasRemaining()) {
      pixels.put((byte) colour).put((byte) (colour >> 8)).put((byte) (colour >> 16));
    }
    return new Picture(frame(number, millis), width, height, width * Picture.PIXEL, pixels.flip());
  }
}
