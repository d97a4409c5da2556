package dev.reelstate.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file given on the command line.
 *
 * @param file its real path, with symbolic links resolved
 * @param version changes with the file: its size and the time of its last modification
 */
record Source(Path file, String version) {

  /** What Java shows for a byte that is not UTF-8. */
  private static final char UNREADABLE = '\uFFFD';

  /** The name of the file. */
  String name() {
    return String.valueOf(file.getFileName());
  }

  /**
   * Checks all files before any is processed. A file that is given twice is processed once.
   *
   * @throws RefusedException for the first file that cannot be read
   */
  static List<Source> check(List<Path> files) throws RefusedException {
    Set<Source> sources = new LinkedHashSet<>();
    for (Path file : files) {
      for (Path meant : meantBy(file)) {
        sources.add(of(meant));
      }
    }
    return new ArrayList<>(sources);
  }

  /**
   * The files that an argument stands for. Java reads bytes that are not UTF-8 as U+FFFD, which no
   * longer names the file; its folder still does.
   */
  private static List<Path> meantBy(Path argument) throws RefusedException {
    String name = String.valueOf(argument.getFileName());
    if (name.indexOf(UNREADABLE) < 0 || Files.exists(argument)) {
      return List.of(argument);
    }
    Path folder = argument.toAbsolutePath().getParent();
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> meant = entries
          .filter(entry -> String.valueOf(entry.getFileName()).equals(name))
          .sorted()
          .toList();
      return meant.isEmpty() ? List.of(argument) : meant;
    } catch (IOException e) {
      throw RefusedException.usage(
          "The folder \"" + folder + "\" cannot be read; check its name and permissions.");
    }
  }

  static Source of(Path file) throws RefusedException {
    if (!Files.exists(file)) {
      throw RefusedException.usage("There is no file \"" + file + "\"; check its name and folder.");
    }
    if (!Files.isRegularFile(file)) {
      throw RefusedException.usage("\"" + file + "\" is not a file; name the videos themselves.");
    }
    try {
      requireReadable(file);
      return new Source(
          file.toRealPath(), Files.size(file) + "@" + Files.getLastModifiedTime(file));
    } catch (IOException e) {
      throw RefusedException.usage(
          "The file \"" + file + "\" cannot be read; check its permissions.");
    }
  }

  private static void requireReadable(Path file) throws IOException {
    Files.newInputStream(file).close();
  }
}
