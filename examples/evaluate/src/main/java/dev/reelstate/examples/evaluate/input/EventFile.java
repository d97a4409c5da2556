package dev.reelstate.examples.evaluate.input;

import dev.reelstate.evaluation.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of events. Without a header, a line is the class, the time in milliseconds and, if
 * there is one, the score. With a header, the columns {@code class} and {@code time_ms} are needed
 * and {@code score} and {@code video} are used; others are not.
 */
public final class EventFile {

  private static final CSVFormat FORM = CSVFormat.RFC4180
      .builder()
      .setIgnoreEmptyLines(true)
      .setIgnoreSurroundingSpaces(true)
      .get();

  private final Path file;
  private final Map<String, List<Event>> events = new LinkedHashMap<>();
  private @Nullable EventColumns columns;
  private long lines;

  private EventFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @return the events by the name of the video, which is empty where the file names none
   * @throws UnusableException if the file cannot be read, or a line is no event
   */
  public static Map<String, List<Event>> read(Path file) throws UnusableException {
    return new EventFile(file).read();
  }

  private Map<String, List<Event>> read() throws UnusableException {
    try (BufferedReader text = MarkedText.open(file);
        CSVParser parser = FORM.parse(text)) {
      for (CSVRecord line : parser) {
        lines = parser.getCurrentLineNumber();
        if (!isBlank(line)) {
          read(line);
        }
      }
    } catch (UncheckedIOException e) {
      throw refusal(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw refusal(e);
    }
    return events;
  }

  private static boolean isBlank(CSVRecord line) {
    return line.size() == 1 && line.get(0).isBlank();
  }

  private UnusableException refusal(IOException error) {
    if (error instanceof CharacterCodingException) {
      return new UnusableException(
          file + " is neither UTF-8 nor UTF-16 with a byte-order mark.", error);
    }
    if (error instanceof CSVException) {
      return new UnusableException(
          file + ", line " + (lines + 1) + ": A quoted text does not end before a comma or a line.",
          error);
    }
    return new UnusableException(FileTrouble.cannotRead(file, error), error);
  }

  private void read(CSVRecord line) throws UnusableException {
    try {
      requireCommas(line);
      if (columns == null) {
        boolean header = EventColumns.isHeader(line);
        columns = header ? EventColumns.of(line) : EventColumns.WITHOUT_HEADER;
        if (header) {
          return;
        }
      }
      add(columns, line);
    } catch (IllegalArgumentException e) {
      throw new UnusableException(file + ", line " + lines + ": " + e.getMessage(), e);
    }
  }

  private static void requireCommas(CSVRecord line) {
    String only = line.size() == 1 ? line.get(0) : "";
    for (String separator : List.of(";", "\t")) {
      if (only.contains(separator)) {
        throw new IllegalArgumentException("Columns are separated by "
            + (separator.equals(";") ? "semicolons" : "tabs") + " here, but must be by commas.");
      }
    }
  }

  private void add(EventColumns named, CSVRecord line) {
    Event event =
        new Event(named.label(line), Milliseconds.parse(named.time(line)), named.score(line));
    events.computeIfAbsent(named.video(line), video -> new ArrayList<>()).add(event);
  }
}
