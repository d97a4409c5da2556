package dev.reelstate.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the build lists as the host's dependencies at run time. */
final class Jars {

  /** group:artifact:jar[:classifier]:version:scope:file. */
  private static final Pattern LINE = Pattern.compile(
      "\\s*(?<group>[^:\\s]+):(?<artifact>[^:]+):jar:(?:(?<classifier>[^:]+):)?(?<version>[^:]+)"
          + ":(?:compile|runtime):(?<file>.*?)(?: -- .*)?");

  /** A jar, or the folder of classes from which it will be made. */
  record Jar(String group, String artifact, String version, Path file) {

    long bytes() {
      try (Stream<Path> files = Files.walk(file)) {
        return files
            .filter(Files::isRegularFile)
            .mapToLong(one -> one.toFile().length())
            .sum();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Jars() {}

  static List<Jar> list() throws IOException {
    return Files.readAllLines(Path.of("target/dependencies.txt")).stream()
        .map(line -> LINE.matcher(line.replaceAll("\u001b\\[[0-9;]*m", "")))
        .filter(Matcher::matches)
        .map(line -> new Jar(
            line.group("group"),
            line.group("artifact"),
            line.group("version"),
            Path.of(line.group("file").strip())))
        .toList();
  }
}
