package dev.reelstate.examples.benchmarks.quality;

import dev.reelstate.processing.media.picture.EncoderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The points that were measured. With a file, each is written to it at once, so that a run that was
 * stopped goes on where it was; without one, they are forgotten in the end.
 */
final class Results {

  private static final String SEPARATOR = "\t";

  private final @Nullable Path file;
  private final Map<String, List<Point>> points = new LinkedHashMap<>();

  private Results(@Nullable Path file) {
    this.file = file;
  }

  /** Reads the file, if there is one already. */
  static Results in(@Nullable Path file) throws IOException {
    Results results = new Results(file);
    if (file != null && Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        results.read(line);
      }
    }
    return results;
  }

  private void read(String line) throws IOException {
    List<String> cells = List.of(line.split(SEPARATOR, -1));
    if (cells.size() != 6) {
      throw new IOException("This is no line of results: " + line);
    }
    Point point = new Point(
        Double.parseDouble(cells.get(3)),
        Double.parseDouble(cells.get(4)),
        Double.parseDouble(cells.get(5)));
    of(String.join(SEPARATOR, cells.subList(0, 3))).add(point);
  }

  private List<Point> of(String key) {
    return points.computeIfAbsent(key, unused -> new ArrayList<>());
  }

  /** How many times this has been measured. */
  int count(String film, Contestant contestant, EncoderSettings settings) {
    return of(key(film, contestant, settings)).size();
  }

  /** What was measured, with the least of several processor times; empty if it was not yet. */
  Optional<Point> find(String film, Contestant contestant, EncoderSettings settings) {
    List<Point> all = of(key(film, contestant, settings));
    double least = all.stream().mapToDouble(Point::cpuSeconds).min().orElse(0);
    return all.stream().findFirst().map(first -> new Point(first.bitRate(), first.xpsnr(), least));
  }

  void add(String film, Contestant contestant, EncoderSettings settings, Point point)
      throws IOException {
    String key = key(film, contestant, settings);
    of(key).add(point);
    if (file != null) {
      String line = String.join(
          SEPARATOR,
          key,
          Double.toString(point.bitRate()),
          Double.toString(point.xpsnr()),
          Double.toString(point.cpuSeconds()));
      Files.writeString(
          file,
          line + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private static String key(String film, Contestant contestant, EncoderSettings settings) {
    String where = contestant.external() ? "native" : "here";
    return String.join(SEPARATOR, film.replaceAll("\\s", " "), where, settings.text());
  }
}
