package dev.reelstate.processing.media;

import dev.reelstate.video.MediaInfo;
import java.time.Duration;
import java.util.List;

/**
 * What was found in a file, and where its film may be cut into parts.
 *
 * @param media the facts
 * @param parts when parts begin, counted from the media's start, the first at zero; one alone if
 *     the film is short or cannot be cut
 */
public record Inspection(MediaInfo media, List<Duration> parts) {

  /** Copies the list. */
  public Inspection {
    parts = List.copyOf(parts);
  }
}
