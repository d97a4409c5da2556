package dev.reelstate.processing.worker;

import dev.reelstate.processing.recipe.WorkerOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says how the JVM of a worker is started: with which command, environment and folder. */
final class WorkerCommand {

  /**
   * Prefixes of the command, where the system has them: a lower priority, and a session of its own,
   * so that an interrupt typed at the host's terminal reaches only the host. Each replaces itself
   * with the command that follows, so the process stays the same. They come first, so that a
   * sandbox need not contain them.
   */
  private static final List<List<String>> WRAPPERS =
      List.of(List.of("/usr/bin/nice", "-n", "5"), List.of("/usr/bin/setsid"));

  private WorkerCommand() {}

  /** The command of a worker that serves its host. */
  static ProcessBuilder serving(WorkerOptions options, String classPath) {
    List<String> command = new ArrayList<>();
    WRAPPERS.stream()
        .filter(wrapper -> Files.isExecutable(Path.of(wrapper.get(0))))
        .forEach(command::addAll);
    command.addAll(options.commandPrefix());
    command.addAll(java(options, classPath));
    command.add(WorkerMain.class.getName());
    return builder(command);
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

  private static List<String> java(WorkerOptions options, String classPath) {
    List<String> java = new ArrayList<>();
    java.add(options.java().toString());
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
    Path cache = options.nativesCache();
    if (cache != null) {
      java.add("-Dorg.bytedeco.javacpp.cachedir=" + cache);
    }
    if (Runtime.version().feature() >= 22) {
      java.add("--enable-native-access=ALL-UNNAMED");
    }
    java.addAll(List.of("-cp", classPath));
    return java;
  }
}
