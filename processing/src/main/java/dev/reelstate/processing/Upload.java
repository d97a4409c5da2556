package dev.reelstate.processing;

import dev.reelstate.video.NewVideo;
import dev.reelstate.video.VideoId;
import java.time.Instant;

/**
 * The state of a resumable upload when it was read. Immutable and thread-safe.
 *
 * @param video the video that it becomes
 * @param size the total number of bytes
 * @param offset the number of bytes that have arrived
 * @param startedAt when it began, by the clock of the receiving machine
 */
public record Upload(NewVideo video, long size, long offset, Instant startedAt) {

  /** The identity of the video. */
  public VideoId id() {
    return video.id();
  }

  /** Whether all bytes have arrived: the video is then queued, or rejected. */
  public boolean isComplete() {
    return offset == size;
  }
}
