package dev.reelstate.jdbc.legacy;

import dev.reelstate.StoredText;
import dev.reelstate.video.VideoStatus;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses column values of the earlier platform, in whichever type a database returns them. Each
 * method throws an IllegalArgumentException with the reason if a value makes no sense. Thread-safe.
 */
final class LegacyValues {

  /**
   * Every database allows 255 characters in a key column, and an upload key also contains the
   * source.
   */
  private static final int LONGEST_WORD = 200;

  /** A month. */
  static final double LONGEST_SECONDS = 31 * 24 * 3600.0;

  private static final double HIGHEST_RATE = 1000;
  private static final int WIDEST = 65_536;
  private static final long LARGEST_FILE = 1L << 50;
  private static final Instant FIRST_TIME = Instant.parse("1990-01-01T00:00:00Z");
  private static final Instant LAST_TIME = Instant.parse("2100-01-01T00:00:00Z");

  // Larger numbers cannot be seconds, or milliseconds, of a plausible time.
  private static final BigDecimal MILLIS = new BigDecimal("1e11");
  private static final BigDecimal MICROS = new BigDecimal("1e14");

  private static final Set<String> YES = Set.of("1", "t", "true", "y", "yes");
  private static final Set<String> NO = Set.of("0", "f", "false", "n", "no");
  private static final Pattern CLOCK =
      Pattern.compile("(?:(\\d{1,3}):)?(\\d{1,2}):(\\d{1,2}(?:\\.\\d+)?)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})\\s*[xX×*]\\s*(\\d{1,6})");
  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
      .append(DateTimeFormatter.ISO_LOCAL_DATE)
      .appendLiteral(' ')
      .append(DateTimeFormatter.ISO_LOCAL_TIME)
      .optionalStart()
      .appendOffset("+HH:MM", "Z")
      .optionalEnd()
      .optionalStart()
      .appendOffset("+HHMM", "Z")
      .optionalEnd()
      .optionalStart()
      .appendOffset("+HH", "Z")
      .optionalEnd()
      .toFormatter(Locale.ROOT)
      .withResolverStyle(ResolverStyle.STRICT);

  private LegacyValues() {}

  /** Width and height of a picture in pixels. */
  record Size(int width, int height) {
    @Override
    public String toString() {
      return width + "x" + height;
    }
  }

  /**
   * An ID in the same form for all tables: numbers without redundant zeros, UUIDs in lower case.
   */
  static String key(Object value) {
    if (value instanceof Number number) {
      return decimal(number.toString()).stripTrailingZeros().toPlainString();
    }
    if (value instanceof byte[] bytes && bytes.length == 16) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new UUID(buffer.getLong(), buffer.getLong()).toString();
    }
    String text = word(value);
    return isUuid(text) ? text.toLowerCase(Locale.ROOT) : text;
  }

  static boolean isUuid(String key) {
    return UUID_TEXT.matcher(key).matches();
  }

  /** Text that is part of a key, without surrounding whitespace. */
  static String word(Object value) {
    String text = text(value).strip();
    if (text.length() > LONGEST_WORD) {
      throw new IllegalArgumentException("which is longer than " + LONGEST_WORD + " characters");
    }
    return text;
  }

  /** Text that is short enough for a name that is shown to people. */
  static String line(Object value) {
    String text = text(value);
    if (text.codePointCount(0, text.length()) > StoredText.MAX_LINE) {
      throw new IllegalArgumentException(
          "which is longer than " + StoredText.MAX_LINE + " characters");
    }
    return text;
  }

  /** Text that every database can store, unchanged. */
  static String text(Object value) {
    if (value instanceof byte[]) {
      throw new IllegalArgumentException("which is not text");
    }
    String text = value.toString();
    if (text.isBlank()) {
      throw new IllegalArgumentException("which is blank");
    }
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("which contains characters that cannot be stored");
    }
    return text;
  }

  /** The name of a status, in lower case. */
  static String status(Object value) {
    String word = word(value).toLowerCase(Locale.ROOT);
    try {
      VideoStatus.parse(word);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("which is not a known status", e);
    }
    return word;
  }

  static boolean truth(Object value) {
    if (value instanceof Boolean known) {
      return known;
    }
    String word = value instanceof byte[] bytes && bytes.length == 1
        ? Byte.toString(bytes[0])
        : value.toString().strip().toLowerCase(Locale.ROOT);
    if (!YES.contains(word) && !NO.contains(word)) {
      throw new IllegalArgumentException("which is neither true nor false");
    }
    return YES.contains(word);
  }

  /**
   * A finite number. A float becomes the decimal number that it prints as, not its exact binary
   * value.
   */
  static double real(Object value) {
    if (value instanceof Float number && Float.isFinite(number)) {
      return Double.parseDouble(number.toString());
    }
    double number = value instanceof Number known
        ? known.doubleValue()
        : decimal(value.toString()).doubleValue();
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("which is not a finite number");
    }
    return number;
  }

  static double score(Object value) {
    return within(real(value), 0, 1, "a confidence from 0 to 1");
  }

  /** A non-negative whole number. */
  static long count(Object value) {
    double number = real(value);
    if (number != Math.rint(number)) {
      throw new IllegalArgumentException("which is not a whole number");
    }
    return (long) within(number, 0, Integer.MAX_VALUE, "a frame number");
  }

  /** A file's size in bytes. */
  static long bytes(Object value) {
    double number = real(value);
    if (number != Math.rint(number)) {
      throw new IllegalArgumentException("which is not a whole number");
    }
    return (long) within(number, 0, LARGEST_FILE, "a file size in bytes");
  }

  /** A number of seconds, or hours, minutes and seconds. */
  static double seconds(Object value) {
    Matcher clock = CLOCK.matcher(value.toString().strip());
    double seconds = clock.matches()
        ? 3600 * real(clock.group(1) == null ? "0" : clock.group(1))
            + 60 * real(clock.group(2))
            + real(clock.group(3))
        : real(value);
    return within(seconds, 0, LONGEST_SECONDS, "a time in seconds, of at most a month");
  }

  /** Frames per second, also as a fraction such as 30000/1001. */
  static double rate(Object value) {
    String[] parts = value.toString().split("/", 2);
    double rate = parts.length == 2 ? real(parts[0]) / real(parts[1]) : real(value);
    return within(rate, 0, HIGHEST_RATE, "a frame rate");
  }

  /** A size such as 1920x1080. */
  static Size size(Object value) {
    Matcher size = SIZE.matcher(value.toString().strip());
    if (!size.matches()) {
      throw new IllegalArgumentException("which is not a width and a height, such as 1920x1080");
    }
    return new Size(side(size.group(1)), side(size.group(2)));
  }

  /**
   * A time. Without a zone it is in UTC; a number counts seconds, milliseconds or microseconds
   * since 1970.
   */
  static Instant time(Object value) {
    Instant time = instant(value);
    if (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME)) {
      throw new IllegalArgumentException("which is not a plausible time");
    }
    return time;
  }

  private static Instant instant(Object value) {
    if (value instanceof OffsetDateTime zoned) {
      return zoned.toInstant();
    }
    if (value instanceof LocalDateTime local) {
      return local.toInstant(ZoneOffset.UTC);
    }
    String text = value.toString().strip();
    if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
      return instant(text + " 00:00:00");
    }
    return text.matches("\\d{4}-.*") ? written(text) : sinceEpoch(decimal(text));
  }

  private static Instant written(String text) {
    try {
      TemporalAccessor time = TIME.parseBest(
          text.replaceFirst("[tT]", " ").replaceFirst(" (?=[+-]\\d\\d)", "").replace("z", "Z"),
          OffsetDateTime::from,
          LocalDateTime::from);
      return instant(time);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("which is not a readable time", e);
    }
  }

  private static Instant sinceEpoch(BigDecimal number) {
    int digits =
        number.abs().compareTo(MILLIS) < 0 ? 6 : number.abs().compareTo(MICROS) < 0 ? 3 : 0;
    BigDecimal micros = number.movePointRight(digits);
    if (micros.abs().compareTo(new BigDecimal("1e18")) > 0) {
      throw new IllegalArgumentException("which is not a plausible time");
    }
    return Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS);
  }

  private static int side(String digits) {
    return (int) within(real(digits), 1, WIDEST, "a size in pixels");
  }

  private static double within(double number, double least, double most, String what) {
    if (!(number >= least && number <= most)) {
      throw new IllegalArgumentException("which cannot be " + what);
    }
    return number;
  }

  private static BigDecimal decimal(String text) {
    try {
      String digits = text.strip();
      if (digits.length() > LONGEST_WORD) {
        throw new IllegalArgumentException("which is not a number");
      }
      BigDecimal number = new BigDecimal(digits);
      if (Math.abs((long) number.scale()) > LONGEST_WORD) {
        throw new IllegalArgumentException("which is not a usable number");
      }
      return number;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("which is not a number", e);
    }
  }
}
