package dev.reelstate.examples.evaluate.input;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where a file of events has what; -1 stands for nowhere.
 *
 * @param label the column of the class, from 0
 * @param time the column of the time
 * @param score the column of the score
 * @param video the column of the video's name
 */
record EventColumns(int label, int time, int score, int video) {

  static final EventColumns WITHOUT_HEADER = new EventColumns(0, 1, 2, -1);

  private static final Set<String> LABEL = Set.of("class", "label");
  private static final Set<String> TIME = Set.of("time_ms");
  private static final Set<String> SCORE = Set.of("score", "confidence");
  private static final Set<String> VIDEO = Set.of("video", "sequence");

  /** Whether a line names columns. */
  static boolean isHeader(CSVRecord line) {
    return find(line, TIME) >= 0
        || (find(line, LABEL) >= 0 && line.stream().noneMatch(EventColumns::isNumber));
  }

  static EventColumns of(CSVRecord header) {
    EventColumns columns = new EventColumns(
        only(header, LABEL), only(header, TIME), only(header, SCORE), only(header, VIDEO));
    if (columns.label < 0 || columns.time < 0) {
      throw new IllegalArgumentException("The header needs the columns class and time_ms.");
    }
    return columns;
  }

  String label(CSVRecord line) {
    return needed(line, label, "class");
  }

  String time(CSVRecord line) {
    return needed(line, time, "time in milliseconds");
  }

  @Nullable
  Double score(CSVRecord line) {
    if (score < 0 || score >= line.size() || line.get(score).isEmpty()) {
      return null;
    }
    if (!isNumber(line.get(score))) {
      throw new IllegalArgumentException("The score \"" + line.get(score) + "\" is not a number.");
    }
    return Double.valueOf(line.get(score));
  }

  String video(CSVRecord line) {
    return video < 0 ? "" : needed(line, video, "video");
  }

  private static String needed(CSVRecord line, int column, String what) {
    if (column >= line.size() || line.get(column).isEmpty()) {
      throw new IllegalArgumentException("The " + what + " is missing.");
    }
    return line.get(column);
  }

  private static int only(CSVRecord header, Set<String> names) {
    List<String> found = header.stream()
        .filter(name -> names.contains(name.toLowerCase(Locale.ROOT)))
        .toList();
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "The header names a column twice: " + String.join(" and ", found) + ".");
    }
    return find(header, names);
  }

  private static int find(CSVRecord line, Set<String> names) {
    for (int column = 0; column < line.size(); column++) {
      if (names.contains(line.get(column).toLowerCase(Locale.ROOT))) {
        return column;
      }
    }
    return -1;
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
