package dev.reelstate.processing.telemetry;

import dev.reelstate.ReelstateException;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.telemetry.UploadEnd;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the telemetry how uploads end, and records the traces in which videos are queued. */
public final class UploadTelemetry {

  private static final Logger LOG = LoggerFactory.getLogger(UploadTelemetry.class);

  private final Telemetry telemetry;
  private final VideoCatalog videos;
  private final InstantSource clock;

  public UploadTelemetry(Telemetry telemetry, VideoCatalog videos, InstantSource clock) {
    this.telemetry = telemetry;
    this.videos = videos;
    this.clock = clock;
  }

  /**
   * Records the caller's trace as that of a video, if there is such a video; a trace that is lost
   * is worth no upload.
   */
  public void keepTrace(VideoId id) {
    telemetry.currentTrace().ifPresent(trace -> {
      try {
        videos.keepTrace(id, trace);
      } catch (ReelstateException | IllegalArgumentException e) {
        LOG.warn("The trace of {} could not be recorded", id, e);
      }
    });
  }

  /** An upload ended without a file. */
  public void ended(Video begun, UploadEnd.Outcome outcome) {
    ended(begun, outcome, 0);
  }

  /**
   * An upload ended.
   *
   * @param begun the video as it was when the upload began
   */
  public void ended(Video begun, UploadEnd.Outcome outcome, long bytes) {
    Duration took = Duration.between(begun.createdAt(), clock.instant());
    telemetry.uploaded(
        new UploadEnd(begun.id(), outcome, bytes, took.isNegative() ? Duration.ZERO : took));
  }
}
