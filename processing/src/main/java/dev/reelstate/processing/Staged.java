package dev.reelstate.processing;

import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.VideoId;
import java.time.Instant;

/**
 * A file whose bytes are in the storage, checked and hashed, while its video is not on record.
 * Immutable and thread-safe.
 *
 * @param video the video that it becomes
 * @param original the file as it is stored
 * @param stagedAt when it was staged, by this machine's clock
 */
public record Staged(NewVideo video, Original original, Instant stagedAt) {

  /** The identity of the video. */
  public VideoId id() {
    return video.id();
  }
}
