package dev.reelstate.processing.detect;

import dev.reelstate.detection.DetectorProblem.Failed;
import dev.reelstate.detection.DetectorProblem.Unavailable;
import dev.reelstate.detection.Picture;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * OpenCV and how it is loaded. Only detectors that have found it {@linkplain #missing not missing}
 * may touch its classes. Thread-safe.
 */
final class OpenCv {

  private static final List<String> CLASSES =
      List.of("org.bytedeco.opencv.global.opencv_core", "org.bytedeco.openblas.global.openblas");

  private OpenCv() {}

  /**
   * Why OpenCV cannot be used, or empty if it can, in which case the given parts of it are loaded.
   */
  static Optional<Unavailable> missing(String... parts) {
    for (String type : CLASSES) {
      if (!Presence.isPresent(type)) {
        return Optional.of(new Unavailable(
            "OpenCV is not on the class path; add org.bytedeco:opencv and org.bytedeco:openblas, each also with the"
                + " classifier " + platform() + ".",
            type));
      }
    }
    try {
      for (String part : parts) {
        Loader.load(Class.forName("org.bytedeco.opencv.global." + part));
      }
      return Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.of(new Unavailable(
          "OpenCV cannot be loaded; add org.bytedeco:opencv and org.bytedeco:openblas with the classifier "
              + platform() + ".",
          e.toString()));
    }
  }

  /** Makes OpenCV use one thread for each call, in the whole process. */
  static void useOneThread() {
    opencv_core.setNumThreads(1);
  }

  /** The library with its version, as it is in a provenance. */
  static String library() {
    return "opencv-" + opencv_core.CV_VERSION;
  }

  /**
   * A picture's pixels for OpenCV, to be closed before the picture goes back. Memory on the heap is
   * copied.
   *
   * @param mat where they are seen
   * @param memory where they are
   */
  record View(Mat mat, BytePointer memory) implements AutoCloseable {

    static View of(Picture picture) {
      ByteBuffer pixels = picture.pixels();
      BytePointer memory = pixels.isDirect() ? new BytePointer(pixels) : copy(pixels);
      return new View(
          new Mat(picture.height(), picture.width(), opencv_core.CV_8UC3, memory, picture.stride()),
          memory);
    }

    private static BytePointer copy(ByteBuffer pixels) {
      byte[] bytes = new byte[pixels.remaining()];
      pixels.get(bytes);
      return new BytePointer(bytes);
    }

    @Override
    public void close() {
      mat.close();
      memory.close();
    }
  }

  /**
   * The file of a cascade that comes with OpenCV.
   *
   * @throws IOException if it cannot be copied out of its jar
   */
  static String cascade(String name) throws IOException {
    String path = "/org/bytedeco/opencv/" + platform() + "/share/opencv4/haarcascades/haarcascade_"
        + name + ".xml";
    File file = Loader.cacheResource(opencv_core.class, path);
    if (file == null) {
      throw new FileNotFoundException(path);
    }
    return file.getPath();
  }

  /** What an error of OpenCV means: another attempt meets it again, unless memory was short. */
  static Failed failed(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    boolean memory = message.contains("Insufficient memory");
    return new Failed("OpenCV could not examine a picture.", message, memory);
  }

  private static String platform() {
    return Loader.getPlatform();
  }
}
