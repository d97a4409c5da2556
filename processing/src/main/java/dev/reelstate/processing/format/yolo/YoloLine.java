package dev.reelstate.processing.format.yolo;

import dev.reelstate.annotation.Box;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a file.
 *
 * @param category the number of the class, from 0
 * @param box in pixels
 * @param score the confidence, or null
 * @param track the track, or null
 * @param lost what the line has beyond that or instead of the box, or null
 */
record YoloLine(
    long category,
    Box box,
    @Nullable Double score,
    @Nullable String track,
    @Nullable String lost) {

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int PLACE = 5;
  private static final int WITH_SCORE = 6;
  private static final int WITH_TRACK = 7;
  private static final long MOST_CLASSES = 1_000_000;

  /** More than a box that reaches out of its picture, less than any in pixels. */
  private static final double FARTHEST = 10;

  /** A polygon does not reach out that far, but the visibility of a key point may be 2. */
  private static final double FARTHEST_POINT = 1.5;

  /**
   * Reads a line of annotations: a box, a box with key points, or a polygon.
   *
   * @param keypoints how many columns of key points follow the box, or 0 for none
   */
  static YoloLine annotation(String line, YoloSize size, int keypoints) {
    String[] columns = BLANKS.split(line);
    if (keypoints > 0) {
      return withKeypoints(columns, size, keypoints);
    }
    return columns.length >= WITH_TRACK ? polygon(columns, size) : box(columns, size);
  }

  /** Reads a line of detections: a box with a confidence. */
  static YoloLine detection(String line, YoloSize size) {
    YoloLine read = box(BLANKS.split(line), size);
    if (read.score() == null) {
      throw new Refusal("A detection needs a confidence after its box.");
    }
    return read;
  }

  private static YoloLine box(String[] columns, YoloSize size) {
    if (columns.length < PLACE || columns.length > WITH_TRACK) {
      throw new Refusal("A line is: class, center x, center y, width, height; this one has "
          + columns.length + " columns.");
    }
    double width = share("width", columns[3]) * size.width();
    double height = share("height", columns[4]) * size.height();
    double x = share("center x", columns[1]) * size.width() - width / 2;
    double y = share("center y", columns[2]) * size.height() - height / 2;
    return new YoloLine(
        category(columns[0]),
        Numbers.box(x, y, width, height),
        columns.length < WITH_SCORE ? null : Numbers.real("confidence", columns[5]),
        columns.length < WITH_TRACK ? null : Numbers.whole("track ID", columns[6]),
        null);
  }

  private static YoloLine withKeypoints(String[] columns, YoloSize size, int keypoints) {
    if (columns.length != PLACE + keypoints) {
      throw new Refusal("With its key points a line has %d columns, but this one has %d."
          .formatted(PLACE + keypoints, columns.length));
    }
    YoloLine line = box(Arrays.copyOf(columns, PLACE), size);
    return new YoloLine(line.category(), line.box(), null, null, "key points");
  }

  private static YoloLine polygon(String[] columns, YoloSize size) {
    if (columns.length % 2 == 0) {
      throw new Refusal("A line has five columns, or six with a confidence, or those of a polygon,"
          + " but this one has " + columns.length + ".");
    }
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int at = 1; at < columns.length; at += 2) {
      double x = point("x", columns[at]) * size.width();
      double y = point("y", columns[at + 1]) * size.height();
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
    }
    Box box = Numbers.between(left, top, right, bottom);
    return new YoloLine(category(columns[0]), box, null, null, "polygon");
  }

  private static long category(String text) {
    return Numbers.whole("class", text, 0, MOST_CLASSES);
  }

  private static double point(String what, String text) {
    double share = share(what, text);
    if (Math.abs(share) > FARTHEST_POINT) {
      throw new Refusal(
          "The %s of a polygon must be from 0 to 1, not %s; key points need kpt_shape in data.yaml."
              .formatted(what, text));
    }
    return share;
  }

  private static double share(String what, String text) {
    double share = Numbers.real(what, text);
    if (Math.abs(share) > FARTHEST) {
      throw new Refusal(
          "The %s must be a share of the picture, from 0 to 1, not %s.".formatted(what, text));
    }
    return share;
  }
}
