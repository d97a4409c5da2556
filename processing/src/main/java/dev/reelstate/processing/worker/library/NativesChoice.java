package dev.reelstate.processing.worker.library;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.media.libav.NativePlatform;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses among the builds of FFmpeg that are on the class path: one under the LGPL, which encodes
 * H.264 with OpenH264, and one under the GPL, which has x264 and x265. JavaCPP's own property
 * decides if it is set; otherwise the GPL build is used if it is there, as JavaCPP does, since it
 * only is if the host has added it.
 */
public final class NativesChoice {

  /** JavaCPP's property: what the folder of a build is called beyond the platform. */
  public static final String PROPERTY = "org.bytedeco.javacpp.platform.extension";

  private static final Logger LOG = LoggerFactory.getLogger(NativesChoice.class);
  private static final String LGPL = "";
  private static final String GPL = "-gpl";

  private final ClassLoader loader;
  private final String platform = NativePlatform.classifier();

  public NativesChoice(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * A library that has natives.
   *
   * @param extension the extension of its folder; empty for the LGPL build
   * @param name the name of one of the natives
   * @param url where it is
   */
  public record Natives(String extension, String name, URL url) {}

  /**
   * The natives of JavaCPP.
   *
   * @throws ReelstateException NATIVES_MISSING if there are none for this platform
   */
  public Natives javacpp() {
    Natives found = find("org/bytedeco/javacpp/", "jnijavacpp", LGPL);
    if (found == null) {
      throw missing("org.bytedeco:javacpp", List.of(LGPL));
    }
    return found;
  }

  /**
   * The build of FFmpeg that is to be used.
   *
   * @throws ReelstateException NATIVES_MISSING if there is none for this platform, or not the one
   *     that is asked for
   */
  public Natives ffmpeg() {
    String asked = System.getProperty(PROPERTY);
    List<String> wanted = asked == null ? List.of(GPL, LGPL) : List.of(asked);
    List<Natives> found = new ArrayList<>();
    for (String extension : wanted) {
      Natives natives = find("org/bytedeco/ffmpeg/", "jniavcodec", extension);
      if (natives != null) {
        found.add(natives);
      }
    }
    if (found.isEmpty()) {
      throw missing("org.bytedeco:ffmpeg", asked == null ? List.of(LGPL, GPL) : wanted);
    }
    if (found.size() > 1) {
      LOG.warn(
          "Both the LGPL and the GPL build of FFmpeg are on the class path; workers use the GPL one"
              + " (x264, x265). Remove one of them, or choose with -D{}= (empty for LGPL, {} for"
              + " GPL)",
          PROPERTY,
          GPL);
    }
    return found.get(0);
  }

  /** The natives of OpenCV and what it needs, as far as they are there for this platform. */
  public List<Natives> ofDetectors() {
    return Stream.of(
            find("org/bytedeco/opencv/", "jniopencv_core", LGPL),
            find("org/bytedeco/openblas/", "jniopenblas", LGPL))
        .flatMap(Stream::ofNullable)
        .toList();
  }

  private @Nullable Natives find(String folder, String library, String extension) {
    String name = folder + platform + extension + "/" + System.mapLibraryName(library);
    URL url = loader.getResource(name);
    return url == null ? null : new Natives(extension, name, url);
  }

  private ReelstateException missing(String artifact, List<String> extensions) {
    return new ReelstateException(Failure.retryable(
        FailureCode.NATIVES_MISSING,
        "The native media libraries for this platform are not on the class path; add " + artifact
            + " with the classifier "
            + extensions.stream()
                .map(extension -> platform + extension)
                .collect(Collectors.joining(" or "))
            + "."));
  }
}
