package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
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
 * The check is cheap, since in most pictures enough of the first blocks are calm. Used by one
 * thread.
 */
public final class SceneWatch implements AutoCloseable {

  private static final int BLOCK = 8;
  private static final int MACROBLOCK = 16;
  private static final int MOVING = 320;
  private static final double NEW_SCENE = 0.845;
  private static final int MIN_KEY_DISTANCE = 15;

  /** Block rows are compared in strides, so that a calm border or sky is found early. */
  private static final int STRIDE = 7;

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

  private static int moving(byte[] from, byte[] to, int columns, int lines) {
    int width = columns * BLOCK;
    int count = 0;
    for (int column = 0; column < columns; column++) {
      int sum = 0;
      for (int line = 0; line < lines; line++) {
        int at = line * width + column * BLOCK;
        for (int x = at; x < at + BLOCK; x++) {
          sum += Math.abs((from[x] & 0xFF) - (to[x] & 0xFF));
        }
      }
      count += sum > MOVING ? 1 : 0;
    }
    return count;
  }

  /** Copies the brightness of one row of blocks at a time into the heap. */
  private static final class Rows {
    private final BytePointer luma;
    private final int stride;
    private final int used;
    private final int width;
    private final byte[] buffer;

    Rows(AVFrame picture, int columns) {
      luma = picture.data(0);
      stride = picture.linesize(0);
      used = picture.width();
      width = columns * BLOCK;
      buffer = new byte[width * BLOCK];
    }

    byte[] read(int row, int lines) {
      for (int line = 0; line < lines; line++) {
        luma.position((long) (row * BLOCK + line) * stride).get(buffer, line * width, used);
      }
      return buffer;
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
