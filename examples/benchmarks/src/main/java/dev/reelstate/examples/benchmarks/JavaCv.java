package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.MediaNatives;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;

/**
 * JavaCV's classes for films, brought in without avdevice.
 *
 * <p>When they are initialized they load all of libav, avdevice included, which needs desktop
 * libraries that a server does not have. They take it for granted that this may fail, and read and
 * write files all the same. So the libraries that files need are loaded before them, as ever by
 * {@link MediaNatives}, and while they are initialized JavaCPP loads none.
 */
final class JavaCv {

  /** JavaCPP asks for it at each load. */
  private static final String LOADS = "org.bytedeco.javacpp.loadLibraries";

  private JavaCv() {}

  /** Makes sure that the classes can be used. No other thread may load natives meanwhile. */
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
      throw new LinkageError("The class is there, and not found.", e);
    }
  }
}
