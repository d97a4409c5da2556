package dev.reelstate.processing.media.libav;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * Loads the native media libraries once, and says whether they are present.
 *
 * <p>Loads avutil, avcodec, avformat, avfilter, swscale and swresample; never avdevice, which needs
 * desktop libraries. libav logs only errors, to the process's standard error. Thread-safe.
 */
public final class MediaNatives {

  /** Versions that were built and tested together. */
  private static final String FFMPEG = "org.bytedeco:ffmpeg:8.1.2-1.5.14";

  private static final String JAVACPP = "org.bytedeco:javacpp:1.5.14";

  /** Why the libraries could not be loaded, or null if they are. */
  private static final @Nullable String PROBLEM = load();

  private MediaNatives() {}

  /**
   * Makes sure that the libraries are loaded.
   *
   * @throws MediaException with {@link FailureCode#NATIVES_MISSING} naming the artifacts to add for
   *     this platform
   */
  public static void require() throws MediaException {
    if (PROBLEM != null) {
      throw new MediaException(missing(PROBLEM));
    }
  }

  /**
   * The folders that the libraries were loaded from, in the format of {@code java.library.path}.
   *
   * @throws MediaException as {@link #require()} does
   */
  public static String libraryPath() throws MediaException {
    require();
    return Loader.getLoadedLibraries().values().stream()
        .map(library -> String.valueOf(Path.of(library).getParent()))
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Failure missing(String problem) {
    String platform = platform();
    String message = "The native media libraries for this platform are missing; add " + FFMPEG + ":"
        + platform + " and " + JAVACPP + ":" + platform + " to the class path.";
    return Failure.permanent(FailureCode.NATIVES_MISSING, message).withDetail(problem);
  }

  private static String platform() {
    try {
      return Loader.getPlatform();
    } catch (LinkageError e) {
      return "<platform>";
    }
  }

  private static @Nullable String load() {
    try {
      // JavaCPP by default refuses to allocate once the process is larger than a few Java heaps.
      // Decoded pictures live outside the heap, and the engine watches the process's size itself.
      setIfAbsent("org.bytedeco.javacpp.maxphysicalbytes", "0");
      setIfAbsent("org.bytedeco.javacpp.maxbytes", "0");
      for (Class<?> library : new Class<?>[] {
        avutil.class, swresample.class, swscale.class, avcodec.class, avformat.class, avfilter.class
      }) {
        Loader.load(library);
      }
      avutil.av_log_set_level(avutil.AV_LOG_ERROR);
      return null;
    } catch (LinkageError | RuntimeException e) {
      return e.toString();
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
