package dev.reelstate.processing.format.mot;

import dev.reelstate.annotation.Box;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a file.
 *
 * @param frame from 0
 * @param track the track, or null for -1
 * @param box its box
 * @param more the columns from the confidence on
 */
record MotRow(long frame, @Nullable String track, Box box, List<String> more) {

  private static final int PLACE = 6;
  private static final int MOST = 10;
  private static final int CONFIDENCE = 0;
  private static final int CLASS = 1;
  private static final int VISIBILITY = 2;

  /** With a column for the class; ten columns end with world coordinates instead. */
  private static final int MOST_WITH_CLASS = 9;

  private static final Pattern COMMAS = Pattern.compile("\\s*,\\s*");
  private static final Pattern SEMICOLONS = Pattern.compile("\\s*;\\s*");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  static MotRow parse(String line, MotSettings settings) {
    String[] columns = separator(line).split(line, -1);
    if (columns.length < PLACE || columns.length > MOST) {
      throw new Refusal("A line has 6 to 10 columns, but this one has " + columns.length
          + "; decimals need a point, not a comma.");
    }
    long frame = Numbers.frame(columns[0], settings.firstFrame());
    String track = Numbers.whole("track ID", columns[1]);
    boolean untracked = track.equals("-1");
    if (untracked && settings.tracked()) {
      throw new Refusal("The track ID is -1, which means none, but tracks are needed here.");
    }
    int first = settings.pixels().first();
    Box box = Numbers.box(
        Numbers.pixels("left edge", columns[2]) - first,
        Numbers.pixels("upper edge", columns[3]) - first,
        Numbers.pixels("width", columns[4]),
        Numbers.pixels("height", columns[5]));
    List<String> more = List.of(columns).subList(PLACE, columns.length);
    return new MotRow(frame, untracked ? null : track, box, more);
  }

  private static Pattern separator(String line) {
    if (line.indexOf(';') >= 0) {
      return SEMICOLONS;
    }
    return line.indexOf(',') >= 0 ? COMMAS : BLANKS;
  }

  /** How many columns the line has. */
  int columns() {
    return PLACE + more.size();
  }

  Optional<Double> confidence() {
    return more.size() > CONFIDENCE
        ? Optional.of(Numbers.real("confidence", more.get(CONFIDENCE)))
        : Optional.empty();
  }

  /** The number of its class, unless it has none. */
  Optional<String> category() {
    if (more.size() <= CLASS || hasWorld()) {
      return Optional.empty();
    }
    String number = Numbers.whole("class", more.get(CLASS));
    return number.equals("-1") ? Optional.empty() : Optional.of(number);
  }

  /** How much of the object is visible, from 0 to 1, unless the line does not say. */
  Optional<Double> visibility() {
    if (more.size() <= VISIBILITY || hasWorld()) {
      return Optional.empty();
    }
    double visibility = Numbers.real("visibility", more.get(VISIBILITY));
    if (visibility == -1) {
      return Optional.empty();
    }
    if (visibility < 0 || visibility > 1) {
      throw new Refusal("The visibility must be from 0 to 1, not " + more.get(VISIBILITY) + ".");
    }
    return Optional.of(visibility);
  }

  private boolean hasWorld() {
    return columns() > MOST_WITH_CLASS;
  }

  /** Whether the line has world coordinates. */
  boolean isInWorld() {
    for (int at = CLASS; at < more.size(); at++) {
      if (Numbers.real("world coordinate", more.get(at)) != -1) {
        return true;
      }
    }
    return false;
  }
}
