package dev.reelstate.processing.media.packaging;

import dev.reelstate.processing.media.libav.TimeBase;
import java.util.Locale;

/** The parts of WebVTT that several outputs share. */
public final class WebVtt {

  private WebVtt() {}

  /** Formats a time for a cue. */
  public static String clock(long ticks) {
    long millis = TimeBase.MEDIA.to(new TimeBase(1, 1000), ticks);
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        millis % 1000);
  }
}
