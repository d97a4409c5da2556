package dev.reelstate.processing.javacv;

import dev.reelstate.detection.Picture;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Function;
import org.bytedeco.javacv.Frame;

/**
 * Lends pictures as frames of JavaCV, to which its converters can be applied, such as
 * {@code Java2DFrameConverter} and {@code OpenCVFrameConverter.ToMat}.
 *
 * <p>A frame has the very memory of its picture if that is direct, and that of this object
 * otherwise. It is valid for the call and must not be changed. Afterwards the frame is empty; what
 * a converter made of it without a copy, such as a {@code Mat}, must not be used any more either.
 * Not thread-safe.
 */
public final class JavaCvFrames {

  private ByteBuffer copy = ByteBuffer.allocateDirect(0);

  /** Creates an object without memory; it keeps as much as the largest picture that it copied. */
  public JavaCvFrames() {}

  /**
   * Lends a picture as a frame.
   *
   * @param picture of any detector's call
   * @param use is given the frame: three channels of eight bits, blue, green and red, with the time
   *     of the picture in microseconds as its timestamp
   * @param <T> what comes of it
   * @return what {@code use} returns
   */
  @SuppressWarnings("exports") // JavaCV is on the class path
  public <T> T lend(Picture picture, Function<Frame, T> use) {
    Objects.requireNonNull(use, "use");
    try (Frame frame = new Frame()) {
      frame.imageWidth = picture.width();
      frame.imageHeight = picture.height();
      frame.imageDepth = Frame.DEPTH_UBYTE;
      frame.imageChannels = Picture.PIXEL;
      frame.imageStride = picture.stride();
      frame.timestamp = picture.frame().pts().toNanos() / 1000;
      frame.image = new Buffer[] {direct(picture.pixels())};
      try {
        return use.apply(frame);
      } finally {
        empty(frame);
      }
    }
  }

  private ByteBuffer direct(ByteBuffer pixels) {
    if (pixels.isDirect()) {
      return pixels;
    }
    if (copy.capacity() < pixels.remaining()) {
      copy = ByteBuffer.allocateDirect(pixels.remaining());
    }
    copy.clear();
    copy.put(pixels).flip();
    return copy.slice().asReadOnlyBuffer();
  }

  private static void empty(Frame frame) {
    frame.image = null;
    frame.imageWidth = 0;
    frame.imageHeight = 0;
    frame.imageStride = 0;
  }
}
