package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.MediaNatives;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;

/**
 * JavaCV's video classes, loaded without avdevice.
 *
 * <p>Their initializers load all of libav, including avdevice, which needs desktop libraries that a
 * server does not have. They tolerate a failure of that and still read and write files. Therefore
 * {@link MediaNatives} loads the libraries needed for files first, and JavaCPP loads none while the
 * classes are initialized.
 */
final class JavaCv {

  /** JavaCPP reads this property at each load. */
  private static final String LOADS = "org.bytedeco.javacpp.loadLibraries";

  private JavaCv() {}

  /** Makes the classes usable. No other thread may load natives meanwhile. */
  static synchronized void require() throws MediaException {
    MediaNatives.require();
    String before = System.getProperty(LOADS);
    System.setProperty(LOADS, "false");
    try {
      initialize(FFmpegFrameGrabber.class);
      initialize(FFmpegFrameRecorder.class);
    } finally {
      if (before == null) {
        System.clearProperty(LOADS);
      } else {
        System.setProperty(LOADS, before);
      }
    }
  }

  private static void initialize(Class<?> one) {
    try {
      Class.forName(one.getName(), true, one.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new LinkageError("A class on the class path was not found.", e);
    }
  }
}
