package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Predicts the key frames that OpenH264 inserts by itself where a new scene begins, so that all
 * rungs can be given them at once.
 *
 * <p>libav offers no way to turn them off, and each rung would insert them at different pictures.
 * OpenH264's rule is simple (openh264, {@code SceneChangeDetection.h} and {@code DecideFrameType}):
 * from the sixteenth picture after a key frame on, a picture begins a new scene if in 85 % of its
 * blocks of 8x8 pixels the brightness differs from the previous picture by more than 320 in total.
 * The check is cheap, since in most pictures enough of the first blocks are calm, and since eight
 * pixels are compared at once. Used by one thread.
 */
public final class SceneWatch implements AutoCloseable {

  private static final int BLOCK = 8;
  private static final int MACROBLOCK = 16;
  private static final int MOVING = 320;
  private static final double NEW_SCENE = 0.845;
  private static final int MIN_KEY_DISTANCE = 15;

  /** Block rows are compared in strides, so that a calm border or sky is found early. */
  private static final int STRIDE = 7;

  /** The lower half of each of four lanes of 16 bits, the bit above it, and the number one. */
  private static final long LOW = 0x00FF_00FF_00FF_00FFL;

  private static final long BORROW = 0x0100_0100_0100_0100L;
  private static final long ONES = 0x0001_0001_0001_0001L;

  private final @Nullable AVFrame[] before;
  private int sinceKey;

  /**
   * Creates a watch.
   *
   * @param sizes the number of sizes that are looked at
   */
  public SceneWatch(int sizes) {
    before = new AVFrame[sizes];
  }

  /**
   * Looks at a picture in its standard sizes, which come first and do not depend on the rungs that
   * are made; the caller keeps ownership.
   *
   * @param key whether it will be a key frame anyway
   * @return whether it must be a key frame
   */
  public boolean look(@Nullable AVFrame[] pictures, boolean key) throws LibavException {
    boolean cut = key || (sinceKey >= MIN_KEY_DISTANCE && changed(pictures));
    sinceKey = cut ? 1 : sinceKey + 1;
    for (int i = 0; i < before.length; i++) {
      AVFrame picture = pictures[i];
      close(i);
      before[i] = picture == null ? null : Frames.share(picture);
    }
    return cut;
  }

  private boolean changed(@Nullable AVFrame[] pictures) {
    // Smaller pictures are cheaper to compare.
    for (int i = before.length - 1; i >= 0; i--) {
      AVFrame picture = pictures[i];
      AVFrame last = before[i];
      if (picture != null && last != null && newScene(last, picture)) {
        return true;
      }
    }
    return false;
  }

  private static boolean newScene(AVFrame last, AVFrame next) {
    int columns = blocks(next.width());
    int rows = blocks(next.height());
    int calmAllowed = (int) ((1 - NEW_SCENE) * columns * rows);
    int calm = 0;
    Rows from = new Rows(last, columns);
    Rows to = new Rows(next, columns);
    for (int first = 0; first < STRIDE; first++) {
      for (int row = first; row < rows; row += STRIDE) {
        int lines = Math.max(0, Math.min(BLOCK, next.height() - row * BLOCK));
        calm += columns - moving(from.read(row, lines), to.read(row, lines), columns, lines);
        if (calm > calmAllowed) {
          return false;
        }
      }
    }
    return true;
  }

  /** The number of blocks along a side; OpenH264 pads pictures to whole macroblocks. */
  private static int blocks(int side) {
    return (side + MACROBLOCK - 1) / MACROBLOCK * (MACROBLOCK / BLOCK);
  }

  /** The number of blocks in a row of which the brightness has changed much. */
  private static int moving(long[] from, long[] to, int columns, int lines) {
    int half = Math.min(lines, BLOCK / 2);
    int count = 0;
    for (int column = 0; column < columns; column++) {
      long sums = differences(from, to, column, columns, 0, half);
      if (total(sums) <= MOVING) {
        sums += differences(from, to, column, columns, half, lines);
      }
      count += total(sums) > MOVING ? 1 : 0;
    }
    return count;
  }

  /** Adds up the differences in some lines of a block, in four lanes of 16 bits. */
  private static long differences(
      long[] from, long[] to, int column, int columns, int first, int end) {
    long sums = 0;
    for (int line = first; line < end; line++) {
      long a = from[line * columns + column];
      long b = to[line * columns + column];
      sums += distances(a & LOW, b & LOW) + distances((a >>> 8) & LOW, (b >>> 8) & LOW);
    }
    return sums;
  }

  /** The distance between two numbers of 8 bits, in each of four lanes of 16 bits. */
  private static long distances(long a, long b) {
    long difference = (a | BORROW) - b;
    long negative = (~difference & BORROW) >>> 8;
    return ((difference & LOW) ^ ((negative << 8) - negative)) + negative;
  }

  /** The sum of the four lanes. */
  private static int total(long lanes) {
    return (int) ((lanes * ONES) >>> 48);
  }

  /** Copies the brightness of one row of blocks at a time into the heap, eight pixels a number. */
  private static final class Rows {
    private final BytePointer luma;
    private final int stride;
    private final int used;
    private final int width;
    private final byte[] bytes;
    private final LongBuffer view;
    private final long[] numbers;

    Rows(AVFrame picture, int columns) {
      luma = picture.data(0);
      stride = picture.linesize(0);
      used = picture.width();
      width = columns * BLOCK;
      bytes = new byte[width * BLOCK];
      view = ByteBuffer.wrap(bytes).asLongBuffer();
      numbers = new long[view.capacity()];
    }

    long[] read(int row, int lines) {
      for (int line = 0; line < lines; line++) {
        luma.position((long) (row * BLOCK + line) * stride).get(bytes, line * width, used);
      }
      view.get(0, numbers);
      return numbers;
    }
  }

  private void close(int rung) {
    AVFrame frame = before[rung];
    if (frame != null) {
      Frames.free(frame);
      before[rung] = null;
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < before.length; i++) {
      close(i);
    }
  }
}
