package dev.reelstate.processing.worker;

import dev.reelstate.processing.recipe.Sandbox;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.worker.WorkerMessage.Request;
import dev.reelstate.processing.worker.library.NativesChoice;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how the JVM of a worker is started: with which command, environment and folder. */
final class WorkerCommand {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerCommand.class);

  /**
   * Prefixes of the command, where the system has them: a lower priority, a session of its own, so
   * that an interrupt typed at the host's terminal reaches only the host, no right to real-time
   * priority, which SVT-AV1 otherwise gives its threads where root runs it, so that they starve all
   * else, and an end together with the thread that started it, whatever the worker is doing. Each
   * replaces itself with the command that follows, so the process stays the same. They come first,
   * so that a sandbox need not contain them.
   */
  private static final List<List<String>> WRAPPERS = Stream.of(
          List.of("/usr/bin/nice", "-n", "5"),
          List.of("/usr/bin/setsid"),
          List.of("/usr/bin/setpriv", "--bounding-set", "-sys_nice", "--inh-caps", "-sys_nice"),
          List.of("/usr/bin/setpriv", "--pdeathsig", "KILL"))
      .filter(WorkerCommand::works)
      .toList();

  /**
   * What a worker is made of.
   *
   * @param classPath its jars and folders, in the format of {@code java -cp}
   * @param extension what the folder of its natives is called beyond the platform; null if JavaCPP
   *     finds out
   * @param libraryPath the folders of the unpacked natives, in the same format; null if the worker
   *     unpacks them itself
   */
  record Program(
      String classPath,
      @Nullable String extension,
      @Nullable String libraryPath) {

    /** A program that unpacks the natives itself. */
    Program(String classPath, @Nullable String extension) {
      this(classPath, extension, null);
    }

    /** Whether all of it is still there; some systems remove temporary files that are old. */
    boolean isComplete() {
      return Stream.of(paths(classPath), paths(libraryPath))
          .flatMap(List::stream)
          .allMatch(Files::exists);
    }
  }

  private WorkerCommand() {}

  /** Whether a wrapper is there and knows its options, which older ones do not. */
  private static boolean works(List<String> wrapper) {
    if (!Files.isExecutable(Path.of(wrapper.get(0)))) {
      return false;
    }
    List<String> trial = new ArrayList<>(wrapper);
    trial.add("true");
    try {
      return builder(trial).start().onExit().join().exitValue() == 0;
    } catch (IOException e) {
      LOG.debug("Workers are started without {}", wrapper, e);
      return false;
    }
  }

  /**
   * The command of a worker that serves its host.
   *
   * @param request its first request; with a sandbox, its only one
   * @throws IOException if the sandbox cannot be prepared
   */
  static ProcessBuilder serving(WorkerOptions options, Program program, Request request)
      throws IOException {
    return confined(
        options,
        program,
        WorkerMain.class,
        request.inputs().stream().map(Path::toAbsolutePath).collect(Collectors.toSet()),
        request.outputs().map(Path::toAbsolutePath).orElse(null));
  }

  /** The command of a process that loads the natives as a worker does, but serves nobody. */
  static ProcessBuilder trying(WorkerOptions options, Program program) throws IOException {
    return confined(options, program, UnpackMain.class, Set.of(), null);
  }

  /**
   * The command of a process outside the sandbox that unpacks the natives and prints their library
   * path.
   */
  static ProcessBuilder unpacking(WorkerOptions options, Program program) throws IOException {
    List<String> command = java(options, program);
    command.add(UnpackMain.class.getName());
    return builder(command);
  }

  private static ProcessBuilder confined(
      WorkerOptions options,
      Program program,
      Class<?> main,
      Set<Path> inputs,
      @Nullable Path outputs)
      throws IOException {
    List<String> command = new ArrayList<>();
    WRAPPERS.forEach(command::addAll);
    command.addAll(options.commandPrefix());
    Sandbox sandbox = options.sandbox();
    if (sandbox != null) {
      command.addAll(sandbox.prefix(new Sandbox.Needs(
          options.java().toRealPath(),
          paths(program.classPath()),
          paths(program.libraryPath()),
          inputs,
          outputs)));
    }
    command.addAll(java(options, program));
    command.add(main.getName());
    return builder(command);
  }

  private static List<Path> paths(@Nullable String joined) {
    return joined == null
        ? List.of()
        : Stream.of(joined.split(File.pathSeparator)).map(Path::of).toList();
  }

  private static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(
            name -> !name.equals("PATH") && !name.equals("HOME") && !name.equals("SystemRoot"));
    environment.put("LC_ALL", "C.UTF-8");
    builder.directory(new File(System.getProperty("java.io.tmpdir")));
    return builder;
  }

  private static List<String> java(WorkerOptions options, Program program) throws IOException {
    List<String> java = new ArrayList<>();
    boolean sandboxed = options.sandbox() != null;
    java.add((sandboxed ? options.java().toRealPath() : options.java()).toString());
    java.addAll(List.of(
        "-Xmx" + options.heapMegabytes() + "m",
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-XX:+DisableAttachMechanism",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=" + (File.separatorChar == '/' ? "/dev/null" : "NUL"),
        "-Xshare:auto",
        "-Dfile.encoding=UTF-8",
        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
        "-Dorg.bytedeco.javacpp.maxBytes=0"));
    if (program.extension() != null) {
      java.add("-D" + NativesChoice.PROPERTY + "=" + program.extension());
    }
    if (program.libraryPath() != null) {
      java.add("-Djava.library.path=" + program.libraryPath());
      java.add("-Dorg.bytedeco.javacpp.pathsFirst=true");
    }
    if (options.nativesCache() != null) {
      java.add("-Dorg.bytedeco.javacpp.cachedir=" + options.nativesCache());
    }
    if (Runtime.version().feature() >= 22) {
      java.add("--enable-native-access=ALL-UNNAMED");
    }
    java.addAll(List.of("-cp", program.classPath()));
    return java;
  }
}
