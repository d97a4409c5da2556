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
 * @param firstFrames the number of the first picture of each part, as the packets say; empty if
 *     they were not counted
 */
public record Inspection(MediaInfo media, List<Duration> parts, List<Long> firstFrames) {

  /** Copies the list. */
  public Inspection {
    Objects.requireNonNull(media);
    parts = List.copyOf(parts);
    firstFrames = firstFrames == null ? List.of() : List.copyOf(firstFrames);
  }

  /** An inspection that has counted no pictures. */
  public Inspection(MediaInfo media, List<Duration> parts) {
    this(media, parts, List.of());
  }

  /** The number of the first picture of a part; 0 if the pictures were not counted. */
  public long firstFrame(int part) {
    return part < firstFrames.size() ? firstFrames.get(part) : 0;
  }
}
