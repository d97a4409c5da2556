package dev.reelstate.processing.worker;

import com.google.gson.Gson;
import dev.reelstate.ReelstateException;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.worker.WorkerCommand.Program;
import dev.reelstate.processing.worker.library.JarCache;
import dev.reelstate.processing.worker.library.LibraryFinder;
import dev.reelstate.processing.worker.library.NativesChoice;
import dev.reelstate.processing.worker.library.NativesChoice.Natives;
import dev.reelstate.video.VideoId;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * Finds the few jars that a worker needs where this process loaded them from, however the host was
 * started: from a class path, a module path, a jar that contains other jars, an application server
 * or a class loader of the host's own. What {@code java -cp} cannot use is copied once.
 */
final class WorkerClassPath {

  /** Looked up by name, because initializing them would load natives. */
  private static final List<String> OTHERS =
      List.of("org.bytedeco.javacpp.Loader", "org.bytedeco.ffmpeg.global.avcodec");

  /** What detectors need, where the host has it. */
  private static final List<String> OF_DETECTORS = List.of(
      "org.bytedeco.opencv.global.opencv_core",
      "org.bytedeco.openblas.global.openblas",
      "ai.onnxruntime.OrtEnvironment");

  private WorkerClassPath() {}

  /**
   * What workers are made of.
   *
   * @throws ReelstateException NATIVES_MISSING if the natives for this platform are missing,
   *     WORKER_START if a library cannot be used or copied
   */
  static Program locate(WorkerOptions options) {
    if (!options.classPath().isEmpty()) {
      return new Program(joined(options.classPath()), System.getProperty(NativesChoice.PROPERTY));
    }
    LibraryFinder libraries = new LibraryFinder(new JarCache(folders(options)));
    Set<Path> entries = new LinkedHashSet<>();
    for (Class<?> type : List.of(WorkerMain.class, VideoId.class, Logger.class, Gson.class)) {
      entries.add(libraries.of(type));
    }
    for (String type : OTHERS) {
      entries.add(libraries.of(load(type)));
    }
    NativesChoice choice = new NativesChoice(WorkerClassPath.class.getClassLoader());
    Natives javacpp = choice.javacpp();
    Natives ffmpeg = choice.ffmpeg();
    entries.add(libraries.of(javacpp.name(), javacpp.url()));
    entries.add(libraries.of(ffmpeg.name(), ffmpeg.url()));
    addDetectors(libraries, choice, entries);
    return new Program(joined(entries), ffmpeg.extension());
  }

  private static void addDetectors(
      LibraryFinder libraries, NativesChoice choice, Set<Path> entries) {
    ClassLoader loader = WorkerClassPath.class.getClassLoader();
    for (String type : OF_DETECTORS) {
      if (loader.getResource(type.replace('.', '/') + ".class") != null) {
        entries.add(libraries.of(load(type)));
      }
    }
    for (Natives natives : choice.ofDetectors()) {
      entries.add(libraries.of(natives.name(), natives.url()));
    }
  }

  /** Where copies may be kept, the best place first. */
  private static List<Path> folders(WorkerOptions options) {
    Path natives = options.nativesCache();
    if (natives != null) {
      return List.of(natives.resolve("worker").toAbsolutePath());
    }
    List<Path> folders = new ArrayList<>();
    Path home = Path.of(System.getProperty("user.home"));
    if (Files.isDirectory(home)) {
      folders.add(home.resolve(".reelstate").resolve("worker"));
    }
    String user = System.getProperty("user.name").replaceAll("\\W", "_");
    folders.add(Path.of(System.getProperty("java.io.tmpdir"), "reelstate-worker-" + user)
        .toAbsolutePath());
    return folders;
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

  private static String joined(Collection<Path> entries) {
    return entries.stream()
        .map(entry -> entry.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
