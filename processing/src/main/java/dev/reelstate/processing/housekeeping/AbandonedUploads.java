package dev.reelstate.processing.housekeeping;

import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fails videos whose upload never finished because the receiving process went away. An upload has
 * no lease: its bytes come from outside, so no other process could continue it. Its age decides
 * instead; the limit is generous enough that clocks need not agree.
 */
public final class AbandonedUploads {

  private static final Logger LOG = LoggerFactory.getLogger(AbandonedUploads.class);

  private final VideoCatalog videos;
  private final Duration longest;
  private final InstantSource clock;
  private final Consumer<VideoId> ended;

  /**
   * A check.
   *
   * @param ended called for each video that is failed
   */
  public AbandonedUploads(
      VideoCatalog videos, Duration longest, InstantSource clock, Consumer<VideoId> ended) {
    this.ended = ended;
    this.videos = videos;
    this.longest = longest;
    this.clock = clock;
  }

  public void fail() {
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

  /** A restarted upload counts from its restart. */
  private void fail(Video video) {
    if (video.updatedAt().isBefore(clock.instant().minus(longest))) {
      Failure failure = Failure.retryable(
          FailureCode.UPLOAD_INTERRUPTED,
          "The upload did not finish in time; upload the file again.");
      videos
          .change(video, new VideoChange.Stopped(VideoStatus.FAILED, failure))
          .ifPresent(failed -> {
            LOG.info("The upload of {} did not finish in time", failed.id());
            ended.accept(failed.id());
          });
    }
  }
}
