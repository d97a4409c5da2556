package dev.reelstate.processing.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Picture;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampledPicturesTest {

  @TempDir
  private Path folder;

  private static byte[] noise(int width, int height, long seed) {
    byte[] pixels = new byte[3 * width * height];
    new Random(seed).nextBytes(pixels);
    return pixels;
  }

  private static byte[] gradient(int width, int height) {
    byte[] pixels = new byte[3 * width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 3 % width + i / 3 / width + i % 3 * 20);
    }
    return pixels;
  }

  private Path write(String name, int width, int height, byte[]... pictures) throws IOException {
    Path file = folder.resolve(name);
    FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try (SampledPicturesWriter writer = new SampledPicturesWriter(out)) {
      for (int i = 0; i < pictures.length; i++) {
        writer.add(FrameRef.of(5L * i, Duration.ofMillis(40L * i)), width, height, pictures[i]);
      }
      writer.finish();
    }
    return file;
  }

  private static byte[] pixels(Picture picture) {
    byte[] pixels = new byte[3 * picture.width() * picture.height()];
    picture.pixels().get(pixels);
    return pixels;
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "1,2", "11,3", "32,5", "33,4", "320,240"})
  void every_picture_is_read_as_it_was_written(int width, int height) throws Exception {
    byte[] black = new byte[3 * width * height];
    byte[] white = black.clone();
    Arrays.fill(white, (byte) 255);
    byte[][] all = {noise(width, height, 1), gradient(width, height), black, white};
    Path file = write("film", width, height, all);

    try (SampledPictures pictures = SampledPictures.open(List.of(file))) {
      assertThat(pictures.size()).isEqualTo(4);
      for (int i = 3; i >= 0; i--) {
        Picture picture = pictures.read(i);
        assertThat(pixels(picture)).isEqualTo(all[i]);
        assertThat(picture.width()).isEqualTo(width);
        assertThat(picture.height()).isEqualTo(height);
        assertThat(picture.frame()).isEqualTo(FrameRef.of(5L * i, Duration.ofMillis(40L * i)));
        assertThat(pictures.frame(i))
            .isEqualTo(new SampledFrame(picture.frame(), picture.width(), picture.height()));
      }
    }
  }

  @Test
  void smooth_pictures_take_little_space() throws Exception {
    Path file = write("film", 320, 240, gradient(320, 240));

    assertThat(Files.size(file)).isLessThan(3 * 320 * 240 / 5);
  }

  @Test
  void the_pictures_of_parts_follow_each_other() throws Exception {
    Path first = write("one", 16, 16, noise(16, 16, 1));
    Path second = write("two", 32, 16, noise(32, 16, 2), noise(32, 16, 3));
    Path none = write("three", 16, 16);

    try (SampledPictures pictures = SampledPictures.open(List.of(first, none, second))) {
      assertThat(pictures.size()).isEqualTo(3);
      assertThat(pixels(pictures.read(0))).isEqualTo(noise(16, 16, 1));
      assertThat(pixels(pictures.read(2))).isEqualTo(noise(32, 16, 3));
    }
  }

  @Test
  void a_file_that_is_cut_off_is_refused() throws Exception {
    Path file = write("film", 16, 16, noise(16, 16, 1));
    Path cut = folder.resolve("cut");
    byte[] whole = Files.readAllBytes(file);
    Files.write(cut, Arrays.copyOf(whole, whole.length - 5));

    assertThatThrownBy(() -> SampledPictures.open(List.of(cut)))
        .isInstanceOf(IOException.class)
        .hasMessage("The file of sampled pictures is damaged or incomplete.");
  }

  @Test
  void a_flipped_bit_anywhere_is_noticed() throws Exception {
    byte[] whole = Files.readAllBytes(write("film", 4, 4, noise(4, 4, 1)));
    byte[] pixels = noise(4, 4, 1);
    for (int at = 8; at < whole.length; at++) {
      byte[] spoilt = whole.clone();
      spoilt[at] ^= 1;
      Path file = Files.write(folder.resolve("spoilt"), spoilt);
      try (SampledPictures pictures = SampledPictures.open(List.of(file))) {
        boolean same = pictures.size() == 1 && Arrays.equals(pixels(pictures.read(0)), pixels);
        // The header's number and time are not part of the sum.
        assertThat(same).as("byte %d", at).isEqualTo(at < 24);
      } catch (IOException e) {
        assertThat(at).isGreaterThanOrEqualTo(16);
      }
    }
  }
}
