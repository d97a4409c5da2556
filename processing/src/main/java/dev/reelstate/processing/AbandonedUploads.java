package dev.reelstate.processing;

import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fails videos whose upload never ended, as the process that received it went away. An upload has
 * no lease: its bytes come from outside, and nobody else could go on with it. So age decides, which
 * is generous enough that the clocks need not agree.
 */
final class AbandonedUploads {

  private static final Logger LOG = LoggerFactory.getLogger(AbandonedUploads.class);

  private final VideoCatalog videos;
  private final Duration longest;
  private final InstantSource clock;

  AbandonedUploads(VideoCatalog videos, Duration longest, InstantSource clock) {
    this.videos = videos;
    this.longest = longest;
    this.clock = clock;
  }

  void fail() {
    VideoQuery query = VideoQuery.all()
        .withStatuses(VideoStatus.UPLOADING)
        .withCreated(null, clock.instant().minus(longest));
    Page<Video> page = videos.list(query);
    page.items().forEach(this::fail);
    while (page.next() != null) {
      page = videos.list(query.withAfter(page.next()));
      page.items().forEach(this::fail);
    }
  }

  /** An upload that was started again counts from then. */
  private void fail(Video video) {
    if (video.updatedAt().isBefore(clock.instant().minus(longest))) {
      Failure failure = Failure.retryable(
          FailureCode.UPLOAD_INTERRUPTED, "The upload never ended; upload the file again.");
      videos
          .change(video, new VideoChange.Stopped(VideoStatus.FAILED, failure))
          .ifPresent(
              failed -> LOG.info("The upload of {} never ended and is given up", failed.id()));
    }
  }
}
