package dev.reelstate.telemetry;

import dev.reelstate.video.VideoId;
import java.time.Duration;

/**
 * How an upload ended. Immutable and thread-safe.
 *
 * @param video the video
 * @param outcome how it ended
 * @param bytes how many bytes were received and kept; zero unless the video is queued
 * @param duration how long it took, from the creation of the video's record
 */
public record UploadEnd(VideoId video, Outcome outcome, long bytes, Duration duration) {

  /** How an upload ended. Later releases may add constants. */
  public enum Outcome {
    /** All bytes have arrived, and the video is queued. */
    QUEUED,
    /** The file is not acceptable. */
    REJECTED,
    /** The source of the bytes failed or ended early. */
    INTERRUPTED,
    /** The bytes could not be stored. */
    FAILED,
    /** The video was cancelled, deleted or uploaded by another client meanwhile. */
    UNWANTED
  }
}
