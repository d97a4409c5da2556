package dev.reelstate.jdbc.legacy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reason why a row of the earlier platform was not imported. A row with several broken values has
 * a problem for each. Immutable and thread-safe.
 *
 * @param table {@code videos} or {@code ground_truth_objects}
 * @param key the row's ID; for a row without one, its position in the order of video IDs, and its
 *     video
 * @param column the column at fault
 * @param value the column's value, in quotes and safe to print, truncated to 80 characters;
 *     {@code null} if it is empty
 * @param reason what is wrong with the value, as a clause that follows it
 */
public record LegacyProblem(String table, String key, String column, String value, String reason) {

  private static final int LONGEST = 80;

  static LegacyProblem of(
      String table, String key, String column, @Nullable Object value, String reason) {
    return new LegacyProblem(table, printable(key), column, quoted(value), reason);
  }

  /** One readable line. */
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

  /**
   * Replaces characters that move a cursor, change the writing direction or end the line, and
   * truncates the text.
   */
  private static String printable(String text) {
    String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    int points = plain.codePointCount(0, plain.length());
    return points <= LONGEST
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, LONGEST)) + "...";
  }
}
