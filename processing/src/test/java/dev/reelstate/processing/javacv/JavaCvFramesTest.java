package dev.reelstate.processing.javacv;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Picture;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

class JavaCvFramesTest {

  private static final int WIDTH = 5;
  private static final int HEIGHT = 3;

  /** Rows are longer than their pixels, as those of libav are. */
  private static final int STRIDE = 16;

  private final JavaCvFrames frames = new JavaCvFrames();

  private static Picture picture(ByteBuffer pixels, int first) {
    for (int i = 0; i < STRIDE * HEIGHT; i++) {
      pixels.put(i, (byte) (first + 3 * i));
    }
    FrameRef frame = FrameRef.of(7, Duration.ofMillis(280));
    return new Picture(frame, WIDTH, HEIGHT, STRIDE, pixels);
  }

  private static Picture direct() {
    return picture(ByteBuffer.allocateDirect(STRIDE * HEIGHT), 1);
  }

  private static Picture onTheHeap(int first) {
    return picture(ByteBuffer.allocate(STRIDE * HEIGHT), first);
  }

  /** A pixel as 0xRRGGBB. */
  private static int color(Picture picture, int x, int y) {
    int at = y * STRIDE + x * Picture.PIXEL;
    ByteBuffer pixels = picture.pixels();
    return (pixels.get(at) & 0xFF)
        | (pixels.get(at + 1) & 0xFF) << 8
        | (pixels.get(at + 2) & 0xFF) << 16;
  }

  private static void isThat(BufferedImage image, Picture picture) {
    assertThat(image.getWidth()).isEqualTo(WIDTH);
    assertThat(image.getHeight()).isEqualTo(HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        assertThat(image.getRGB(x, y) & 0xFFFFFF)
            .as("pixel %d, %d", x, y)
            .isEqualTo(color(picture, x, y));
      }
    }
  }

  @Test
  void the_converter_of_java_2d_makes_the_image_of_the_picture() {
    for (Picture picture : new Picture[] {direct(), onTheHeap(1)}) {
      try (Java2DFrameConverter converter = new Java2DFrameConverter()) {
        BufferedImage image = frames.lend(picture, converter::convert);
        isThat(image, picture);
      }
    }
  }

  @Test
  void the_converter_of_opencv_makes_a_matrix_of_the_pictures_own_memory() {
    Picture picture = direct();
    try (OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
      frames.lend(picture, frame -> {
        Mat mat = converter.convert(frame);
        assertThat(mat.data().address()).isEqualTo(address(picture.pixels()));
        isThat(mat, picture);
        return frame.timestamp;
      });
    }
  }

  @Test
  void a_picture_on_the_heap_is_copied_once_for_opencv() {
    try (OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
      long first = frames.lend(onTheHeap(1), frame -> at(converter.convert(frame), onTheHeap(1)));
      long second = frames.lend(onTheHeap(9), frame -> at(converter.convert(frame), onTheHeap(9)));

      assertThat(second).as("the same memory again").isEqualTo(first);
    }
  }

  private static long at(Mat mat, Picture picture) {
    isThat(mat, picture);
    return mat.data().address();
  }

  private static void isThat(Mat mat, Picture picture) {
    assertThat(mat.cols()).isEqualTo(WIDTH);
    assertThat(mat.rows()).isEqualTo(HEIGHT);
    assertThat(mat.channels()).isEqualTo(Picture.PIXEL);
    for (int y = 0; y < HEIGHT; y++) {
      BytePointer row = mat.ptr(y);
      for (int i = 0; i < WIDTH * Picture.PIXEL; i++) {
        assertThat(row.get(i)).isEqualTo(picture.pixels().get(y * STRIDE + i));
      }
    }
  }

  private static long address(ByteBuffer buffer) {
    try (Pointer pointer = new Pointer(buffer)) {
      return pointer.address();
    }
  }

  @Test
  void a_frame_has_the_time_of_its_picture() {
    assertThat(frames.<Long>lend(direct(), frame -> frame.timestamp)).isEqualTo(280_000);
  }

  @Test
  void nobody_can_change_the_picture_through_the_frame_in_java() {
    assertThat(frames.<Boolean>lend(direct(), frame -> frame.image[0].isReadOnly()))
        .isTrue();
    assertThat(frames.<Boolean>lend(onTheHeap(1), frame -> frame.image[0].isReadOnly()))
        .isTrue();
  }

  @Test
  void after_the_call_the_frame_is_empty() {
    AtomicReference<Frame> kept = new AtomicReference<>();
    frames.lend(direct(), frame -> {
      kept.set(frame);
      return frame.timestamp;
    });

    assertThat(requireNonNull(kept.get()).image).isNull();
    assertThat(requireNonNull(kept.get()).imageWidth).isZero();
    try (Java2DFrameConverter converter = new Java2DFrameConverter()) {
      assertThat(converter.convert(requireNonNull(kept.get()))).isNull();
    }
  }

  @Test
  void a_call_that_fails_takes_the_memory_back_too() {
    AtomicReference<Frame> kept = new AtomicReference<>();

    assertThatThrownBy(() -> frames.lend(direct(), frame -> {
          kept.set(frame);
          throw new IllegalStateException("no");
        }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(requireNonNull(kept.get()).image).isNull();
  }
}
