package dev.reelstate.processing.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.reelstate.ReelstateException;
import dev.reelstate.processing.media.libav.NativePlatform;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.VideoId;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * Finds the few jars that a worker needs where this process loaded them from, however the host was
 * started: from a class path, a module path or an application server.
 */
final class WorkerClassPath {

  /**
   * Looked up by name, because this module does not compile against their artifacts, or because
   * initializing them would load natives.
   */
  private static final List<String> OTHERS = List.of(
      "com.fasterxml.jackson.core.JsonFactory",
      "com.fasterxml.jackson.annotation.JsonTypeInfo",
      "org.bytedeco.javacpp.Loader",
      "org.bytedeco.ffmpeg.global.avcodec");

  private WorkerClassPath() {}

  /**
   * The class path, in the format of {@code java -cp}.
   *
   * @throws ReelstateException NATIVES_MISSING if the natives for this platform are missing
   */
  static String locate() {
    Set<Path> entries = new LinkedHashSet<>();
    for (Class<?> type : List.of(
        WorkerMain.class, VideoId.class, Logger.class, ObjectMapper.class, JavaTimeModule.class)) {
      entries.add(homeOf(type));
    }
    for (String type : OTHERS) {
      entries.add(homeOf(load(type)));
    }
    entries.add(homeOfNative("org.bytedeco:javacpp", "org/bytedeco/javacpp/", "jnijavacpp"));
    entries.add(homeOfNative("org.bytedeco:ffmpeg", "org/bytedeco/ffmpeg/", "jniavcodec"));
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** Loads without initializing. */
  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, WorkerClassPath.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw ReelstateException.internal(
          "The class " + name + " is not on the class path; add its artifact.", e);
    }
  }

  private static Path homeOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw unusable(type.getName(), "an unknown location");
    }
    return toPath(type.getName(), source.getLocation().toString());
  }

  private static Path homeOfNative(String artifact, String folder, String library) {
    String platform = NativePlatform.classifier();
    String name = folder + platform + "/" + System.mapLibraryName(library);
    URL url = WorkerClassPath.class.getClassLoader().getResource(name);
    if (url == null) {
      throw new ReelstateException(Failure.permanent(
          FailureCode.NATIVES_MISSING,
          "The native media libraries for this platform are not on the class path; add " + artifact
              + " with the classifier " + platform + "."));
    }
    String location = url.toString();
    return toPath(name, location.substring(0, location.length() - name.length()));
  }

  /** Accepts {@code file:/x.jar}, {@code file:/classes/} and {@code jar:file:/x.jar!/}. */
  private static Path toPath(String what, String location) {
    String file = location.startsWith("jar:file:") ? location.substring(4) : location;
    String plain = file.endsWith("!/") ? file.substring(0, file.length() - 2) : file;
    if (!plain.startsWith("file:") || plain.contains("!/")) {
      throw unusable(what, location);
    }
    try {
      return Path.of(new URI(plain));
    } catch (URISyntaxException e) {
      throw unusable(what, location);
    }
  }

  private static ReelstateException unusable(String what, String location) {
    return new ReelstateException(Failure.permanent(
            FailureCode.WORKER_START,
            "The worker's class path cannot be built, because a library it needs is not in its"
                + " own jar or folder.")
        .withDetail(what + " comes from " + location));
  }
}
