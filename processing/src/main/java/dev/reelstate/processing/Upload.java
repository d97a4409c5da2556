package dev.reelstate.processing;

import dev.reelstate.video.NewVideo;
import dev.reelstate.video.VideoId;
import java.time.Instant;

/**
 * An upload that can be interrupted, as it stood when it was read. Immutable and thread-safe.
 *
 * @param video what it will be
 * @param size how many bytes there will be
 * @param offset how many have arrived
 * @param startedAt when it began, by the clock of the machine that receives it
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
