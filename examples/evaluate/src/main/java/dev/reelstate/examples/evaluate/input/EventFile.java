package dev.reelstate.examples.evaluate.input;

import dev.reelstate.evaluation.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file of events. Without a header, a line is the class, the time in milliseconds and, if
 * there is one, the score. With a header, the columns {@code class} and {@code time_ms} are needed
 * and {@code score} and {@code video} are used; others are not.
 */
public final class EventFile {

  private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

  private final Path file;
  private EventColumns columns = EventColumns.WITHOUT_HEADER;

  private EventFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @return the events by the name of the video, which is empty where the file names none
   * @throws UnreadableException if the file cannot be read, or a line is no event
   */
  public static Map<String, List<Event>> read(Path file) throws UnreadableException {
    return new EventFile(file).read();
  }

  private Map<String, List<Event>> read() throws UnreadableException {
    Map<String, List<Event>> events = new LinkedHashMap<>();
    try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      skipByteOrderMark(text);
      CSVParser parser = CSVFormat.RFC4180
          .builder()
          .setIgnoreEmptyLines(true)
          .setIgnoreSurroundingSpaces(true)
          .get()
          .parse(text);
      for (CSVRecord line : parser) {
        read(line, parser.getCurrentLineNumber(), events);
      }
    } catch (CharacterCodingException e) {
      throw new UnreadableException(file + " is not text in UTF-8.", e);
    } catch (IOException | UncheckedIOException e) {
      throw new UnreadableException(Inputs.cannotRead(file, e), e);
    }
    return events;
  }

  private static void skipByteOrderMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
  }

  private void read(CSVRecord line, long number, Map<String, List<Event>> events)
      throws UnreadableException {
    try {
      if (line.getRecordNumber() == 1 && EventColumns.isHeader(line)) {
        columns = EventColumns.of(line);
        return;
      }
      Event event =
          new Event(columns.label(line), duration(columns.time(line)), columns.score(line));
      events.computeIfAbsent(columns.video(line), video -> new ArrayList<>()).add(event);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UnreadableException(file + ", line " + number + ": " + e.getMessage(), e);
    }
  }

  private static Duration duration(String milliseconds) {
    try {
      return Duration.ofNanos(new BigDecimal(milliseconds)
          .multiply(NANOS_PER_MILLI)
          .setScale(0, RoundingMode.HALF_UP)
          .longValueExact());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The time \"" + milliseconds + "\" is not a number of milliseconds.", e);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("The time " + milliseconds + " ms is too large.", e);
    }
  }
}
