package dev.reelstate.processing.media.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SceneWatchTest {

  private static final int BLOCK = 8;

  private final Random random = new Random(7);

  @ParameterizedTest
  @CsvSource({"64, 48", "854, 480", "426, 240", "62, 46", "1280, 32"})
  void agrees_with_a_count_of_single_pixels(int width, int height) throws LibavException {
    int scenes = 0;
    for (int i = 0; i < 60; i++) {
      int[][] before = noise(width, height);
      int[][] after = changed(before, 0.78 + 0.13 * random.nextDouble());
      boolean expected = isNewScene(before, after);
      scenes += expected ? 1 : 0;
      assertThat(watch(before, after)).describedAs("case %d", i).isEqualTo(expected);
    }
    assertThat(scenes).isBetween(5, 55);
  }

  @Test
  void a_change_of_exactly_320_in_a_block_is_calm() throws LibavException {
    int[][] before = new int[32][32];
    int[][] calm = filled(32, 5);
    int[][] moving = filled(32, 5);
    for (int y = 0; y < 32; y += BLOCK) {
      for (int x = 0; x < 32; x += BLOCK) {
        moving[y + 7][x + 7] = 6;
      }
    }
    assertThat(watch(before, calm)).isFalse();
    assertThat(watch(before, moving)).isTrue();
    assertThat(watch(filled(32, 255), before)).isTrue();
    assertThat(watch(before, filled(32, 255))).isTrue();
  }

  /** Whether the second picture must be a key frame, sixteen pictures after the last one. */
  private static boolean watch(int[][] before, int[][] after) throws LibavException {
    AVFrame first = frame(before);
    AVFrame second = frame(after);
    try (SceneWatch watch = new SceneWatch(1)) {
      watch.look(new AVFrame[] {first}, true);
      for (int i = 0; i < 15; i++) {
        assertThat(watch.look(new AVFrame[] {first}, false)).isFalse();
      }
      return watch.look(new AVFrame[] {second}, false);
    } finally {
      Frames.free(first);
      Frames.free(second);
    }
  }

  private static AVFrame frame(int[][] pixels) throws LibavException {
    AVFrame frame = Frames.make();
    frame.format(avutil.AV_PIX_FMT_GRAY8);
    frame.width(pixels[0].length);
    frame.height(pixels.length);
    LibavException.check(avutil.av_frame_get_buffer(frame, 0), "allocate a picture");
    for (int y = 0; y < pixels.length; y++) {
      for (int x = 0; x < pixels[0].length; x++) {
        frame.data(0).put((long) y * frame.linesize(0) + x, (byte) pixels[y][x]);
      }
    }
    return frame;
  }

  private static int[][] filled(int side, int value) {
    int[][] pixels = new int[side][side];
    for (int[] line : pixels) {
      Arrays.fill(line, value);
    }
    return pixels;
  }

  private int[][] noise(int width, int height) {
    int[][] pixels = new int[height][width];
    for (int[] line : pixels) {
      for (int x = 0; x < width; x++) {
        line[x] = random.nextInt(256);
      }
    }
    return pixels;
  }

  /** Changes a share of the blocks much, and the others by about what is allowed. */
  private int[][] changed(int[][] before, double share) {
    int[][] after = new int[before.length][];
    for (int y = 0; y < before.length; y++) {
      after[y] = before[y].clone();
    }
    for (int top = 0; top < before.length; top += BLOCK) {
      for (int left = 0; left < before[0].length; left += BLOCK) {
        int most = random.nextDouble() < share ? 120 : 9;
        for (int y = top; y < Math.min(top + BLOCK, before.length); y++) {
          for (int x = left; x < Math.min(left + BLOCK, before[0].length); x++) {
            int value = before[y][x] + random.nextInt(2 * most + 1) - most;
            after[y][x] = Math.max(0, Math.min(255, value));
          }
        }
      }
    }
    return after;
  }

  /** OpenH264's rule, on pictures that are padded to whole macroblocks. */
  private static boolean isNewScene(int[][] before, int[][] after) {
    int columns = (before[0].length + 15) / 16 * 2;
    int rows = (before.length + 15) / 16 * 2;
    int moving = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        moving += difference(before, after, row, column) > 320 ? 1 : 0;
      }
    }
    return columns * rows - moving <= (int) (0.155 * columns * rows);
  }

  private static int difference(int[][] before, int[][] after, int row, int column) {
    int sum = 0;
    for (int y = row * BLOCK; y < Math.min((row + 1) * BLOCK, before.length); y++) {
      for (int x = column * BLOCK; x < Math.min((column + 1) * BLOCK, before[0].length); x++) {
        sum += Math.abs(before[y][x] - after[y][x]);
      }
    }
    return sum;
  }
}
