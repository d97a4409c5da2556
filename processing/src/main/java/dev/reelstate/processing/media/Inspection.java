package dev.reelstate.processing.media;

import dev.reelstate.video.MediaInfo;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The result of an inspection: the facts about a file, and where its film may be cut into parts.
 *
 * @param media the facts
 * @param parts the times at which parts begin, relative to the media's start, the first at zero;
 *     only one if the film is short or cannot be cut
 */
public record Inspection(MediaInfo media, List<Duration> parts) {

  /** Copies the list. */
  public Inspection {
    Objects.requireNonNull(media);
    parts = List.copyOf(parts);
  }
}
