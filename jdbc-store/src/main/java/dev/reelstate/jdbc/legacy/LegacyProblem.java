package dev.reelstate.jdbc.legacy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a row of the earlier platform was not imported. A row with several broken values has a
 * problem for each. Immutable and thread-safe.
 *
 * @param table {@code videos} or {@code ground_truth_objects}
 * @param key the row's id; for a row without one, where it stands along the ids of the videos, and
 *     its video
 * @param column the column at fault
 * @param value what it holds, in quotes and safe to print, at most 80 characters of it;
 *     {@code null} for nothing
 * @param reason what is wrong with it, behind "the value"
 */
public record LegacyProblem(String table, String key, String column, String value, String reason) {

  private static final int LONGEST = 80;

  static LegacyProblem of(
      String table, String key, String column, @Nullable Object value, String reason) {
    return new LegacyProblem(table, printable(key), column, quoted(value), reason);
  }

  /** One line for people. */
  @Override
  public String toString() {
    return table + " " + key + ": " + column + " is " + value + ", " + reason + ".";
  }

  private static String quoted(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof byte[] bytes) {
      return bytes.length + " bytes";
    }
    boolean bare = value instanceof Number || value instanceof Boolean || value instanceof UUID;
    return bare ? value.toString() : '"' + printable(value.toString()) + '"';
  }

  /** Nothing in it moves a cursor, turns the direction of writing or ends the line. */
  private static String printable(String text) {
    String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    int points = plain.codePointCount(0, plain.length());
    return points <= LONGEST
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, LONGEST)) + "...";
  }
}
