package dev.reelstate.examples.quickstart;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats values for people. */
final class Text {

  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

  private Text() {}

  /**
   * Puts text on one line and replaces control characters: names come from users and could control
   * the terminal.
   */
  static String plain(String text) {
    return text.replaceAll("\\R", " ").replaceAll("\\p{Cntrl}", "?");
  }

  /** {@code 3.4 MB}, in powers of 1000. */
  static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    double number = bytes;
    int unit = -1;
    while (number >= 999.5 && unit < UNITS.length - 1) {
      number /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, number < 10 ? "%.1f %s" : "%.0f %s", number, UNITS[unit]);
  }

  /** {@code 3.42 s}. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", inSeconds(duration));
  }

  /** {@code 1:02:03.4}, without the hours where there are none. */
  static String clock(Duration duration) {
    long tenths = Math.round(inSeconds(duration) * 10);
    String minutes =
        String.format(Locale.ROOT, "%d:%02d.%d", tenths / 600 % 60, tenths / 10 % 60, tenths % 10);
    long hours = tenths / 36_000;
    return hours == 0 ? minutes : hours + ":" + (minutes.indexOf(':') == 1 ? "0" : "") + minutes;
  }

  /** The duration as a number, with full precision. */
  static double inSeconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** {@code 1920×1080}, or null if either value is unknown. */
  static @Nullable String pixels(@Nullable Integer width, @Nullable Integer height) {
    return width == null || height == null ? null : width + "×" + height;
  }

  /** The file system's message, without the path that the surrounding sentence already names. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException own && own.getReason() != null) {
      return own.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
