package dev.reelstate.processing.media.packaging;

import dev.reelstate.processing.media.libav.TimeBase;
import java.util.Locale;

/** WebVTT, as far as several outputs write it. */
public final class WebVtt {

  private WebVtt() {}

  /** A time as cues state it. */
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
