package dev.reelstate.processing.format.io;

import dev.reelstate.annotation.Box;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers as text, the same in every language of the machine. */
public final class Numbers {

  /** Far beyond any picture, near enough that sums and areas stay finite. */
  private static final double FARTHEST = 1e9;

  /** How much further left a right edge may be, because both were rounded, in pixels. */
  private static final double ROUNDING = 1e-6;

  private static final long LAST_FRAME = 1_000_000_000_000L;

  private static final int LONGEST = 400;

  private static final int LONGEST_WHOLE = 40;

  private static final Pattern REAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

  private static final Pattern ID = Pattern.compile("0|[1-9][0-9]*");

  private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+");

  private Numbers() {}

  /**
   * Reads a number.
   *
   * @param what names it, such as {@code "score"}
   */
  public static double real(String what, String text) {
    if (DECIMAL_COMMA.matcher(text).matches()) {
      throw new Refusal(
          "The %s is \"%s\": decimals need a point, not a comma.".formatted(what, text));
    }
    if (text.length() > LONGEST || !REAL.matcher(text).matches()) {
      throw new Refusal("The %s is not a number: \"%s\".".formatted(what, shortened(text)));
    }
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      throw new Refusal("The %s is too large: %s.".formatted(what, shortened(text)));
    }
    return number;
  }

  /** Reads a coordinate or a length in pixels. */
  public static double pixels(String what, String text) {
    return pixels(what, real(what, text));
  }

  /** Checks a coordinate or a length in pixels. */
  public static double pixels(String what, double number) {
    if (!(Math.abs(number) <= FARTHEST)) {
      throw new Refusal("The %s is beyond a billion pixels: %s.".formatted(what, number));
    }
    return number;
  }

  /** A box by its corner and its size. */
  public static Box box(double x, double y, double width, double height) {
    if (width < 0 || height < 0) {
      throw new Refusal("A box has a negative size: %s by %s.".formatted(width, height));
    }
    return new Box(x, y, width, height);
  }

  /** A box by its edges. */
  public static Box between(double left, double top, double right, double bottom) {
    if (right < left - ROUNDING || bottom < top - ROUNDING) {
      throw new Refusal("A box ends before it starts: from (%s, %s) to (%s, %s)."
          .formatted(left, top, right, bottom));
    }
    return new Box(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  }

  /**
   * The digits of a whole number of any size, as IDs are: {@code 7} for {@code 7}, {@code 7.0} and
   * {@code +7}.
   */
  public static String whole(String what, String text) {
    if (text.length() <= LONGEST_WHOLE && REAL.matcher(text).matches()) {
      BigDecimal number = new BigDecimal(text);
      if (number.precision() - number.scale() <= LONGEST_WHOLE && number.scale() <= LONGEST_WHOLE) {
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.scale() <= 0) {
          return stripped.toPlainString();
        }
      }
    }
    throw new Refusal("The %s is not a whole number: \"%s\".".formatted(what, shortened(text)));
  }

  /** Reads a whole number in a range. */
  public static long whole(String what, String text, long from, long to) {
    String digits = whole(what, text);
    if (digits.length() <= 18) {
      long number = Long.parseLong(digits);
      if (number >= from && number <= to) {
        return number;
      }
    }
    throw new Refusal("The %s must be from %d to %d, not %s.".formatted(what, from, to, digits));
  }

  /**
   * Reads the number of a frame.
   *
   * @param first the number of the first frame of a video, 0 or 1
   * @return its number, from 0
   */
  public static long frame(String text, int first) {
    String digits = whole("frame", text);
    if (first == 1 && digits.equals("0")) {
      throw new Refusal(
          "Frames count from 1 here, but there is a frame 0; if 0 is the first, that can be set.");
    }
    return whole("frame", digits, first, LAST_FRAME) - first;
  }

  /** A size of a picture in one direction, in pixels. */
  public static int size(String what, String text) {
    return (int) whole(what, text, 1, Integer.MAX_VALUE);
  }

  /** Reads 0 or 1, or the words that Python has for them. */
  public static boolean flag(String what, String text) {
    return switch (text) {
      case "1", "true", "True" -> true;
      case "0", "false", "False" -> false;
      default ->
        throw new Refusal("The %s must be 0 or 1, not \"%s\".".formatted(what, shortened(text)));
    };
  }

  /** Whether a text is a whole number that any other tool reads, too: digits without a sign. */
  public static boolean isId(String text) {
    return text.length() <= LONGEST_WHOLE && ID.matcher(text).matches();
  }

  /** Writes a number exactly, without an exponent, and without decimals if it has none. */
  public static String text(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString((long) number);
    }
    return BigDecimal.valueOf(number).toPlainString();
  }

  private static String shortened(String text) {
    return text.length() <= 50 ? text : text.substring(0, 50) + "…";
  }
}
