package dev.reelstate.processing.media.packaging;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The parts of WebVTT that several outputs share. Uses no natives, since captions that the host
 * gives are converted in its own process.
 */
public final class WebVtt {

  /** Media ticks in a second and in a millisecond; see {@code TimeBase.MEDIA}. */
  private static final long SECOND = 90_000;

  static final long MILLISECOND = SECOND / 1000;

  private WebVtt() {}

  /**
   * A text and when it is shown.
   *
   * @param from in media ticks
   * @param until in media ticks
   * @param text as {@link #escaped} makes it
   */
  public record Cue(long from, long until, String text) {}

  /** Formats a time for a cue. */
  public static String clock(long ticks) {
    long millis = (ticks + MILLISECOND / 2) / MILLISECOND;
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        millis % 1000);
  }

  /** Escapes markup and removes empty lines, which would end the cue. */
  public static String escaped(String said) {
    return said.replace("\r", "")
        .replaceAll("\n{2,}", "\n")
        .strip()
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  /** The complete file, with the cues in order of time. */
  public static String file(List<Cue> cues) {
    StringBuilder text = new StringBuilder("WEBVTT\n");
    cues.stream()
        .sorted(Comparator.comparingLong(Cue::from).thenComparingLong(Cue::until))
        .filter(cue -> !cue.text().isEmpty())
        .forEach(cue -> text.append('\n')
            .append(clock(cue.from()))
            .append(" --> ")
            .append(clock(cue.until()))
            .append('\n')
            .append(cue.text())
            .append('\n'));
    return text.toString();
  }

  /**
   * An HLS playlist with a single file of cues.
   *
   * @param end when the cues end, in media ticks
   */
  public static String playlist(String file, long end) {
    double seconds = (double) end / SECOND;
    return String.format(
            Locale.ROOT,
            "#EXTM3U%n#EXT-X-VERSION:7%n#EXT-X-TARGETDURATION:%d%n#EXT-X-MEDIA-SEQUENCE:0%n#EXT-X-PLAYLIST-TYPE:VOD%n"
                + "#EXTINF:%.6f,%n%s%n#EXT-X-ENDLIST%n",
            Math.max(1, Math.round(seconds)),
            seconds,
            file)
        .replace("\r\n", "\n");
  }
}
