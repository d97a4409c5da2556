package dev.reelstate.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application in a process of its own, by {@code java -jar}. Closing it kills the process. */
final class FatJar implements AutoCloseable {

  private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

  private final Process process;
  private final BufferedReader output;
  private final List<String> log = new ArrayList<>();
  private final int port;

  private FatJar(Process process) throws IOException {
    this.process = process;
    this.output = process.inputReader();
    this.port = Integer.parseInt(waitFor(STARTED).group(1));
  }

  /** Starts the jar with its defaults in a folder, on a free port, and waits until it serves. */
  static FatJar start(Path folder) throws IOException {
    return new FatJar(new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            System.getProperty("fat.jar"),
            "--server.port=0")
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .start());
  }

  int port() {
    return port;
  }

  /** Everything it has logged, if it has ended. */
  List<String> log() {
    return log;
  }

  private Matcher waitFor(Pattern wanted) throws IOException {
    String line = output.readLine();
    while (line != null) {
      log.add(line);
      Matcher matcher = wanted.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
      line = output.readLine();
    }
    throw new AssertionError("It ended before \"" + wanted + "\":\n" + String.join("\n", log));
  }

  /** Asks it to end, as an operator would, and waits until it has. */
  void end() throws IOException, InterruptedException {
    process.toHandle().destroy(); // unlike Process.destroy, this leaves its output readable
    output.lines().forEach(log::add);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("has ended").isTrue();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    output.close();
  }
}
