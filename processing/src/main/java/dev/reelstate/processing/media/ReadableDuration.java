package dev.reelstate.processing.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Durations in words, as sentences for people need them. */
final class ReadableDuration {

  private ReadableDuration() {}

  /** Hours and minutes, such as {@code 26 hours 3 minutes}; seconds only below an hour. */
  static String of(Duration duration) {
    List<String> parts = new ArrayList<>();
    add(parts, duration.toHours(), "hour");
    add(parts, duration.toMinutesPart(), "minute");
    if (duration.toHours() == 0) {
      add(parts, duration.toSecondsPart(), "second");
    }
    return parts.isEmpty() ? "less than a second" : String.join(" ", parts);
  }

  private static void add(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(count + " " + unit + (count == 1 ? "" : "s"));
    }
  }
}
