package dev.reelstate.processing.housekeeping;

import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Completed videos for which a time has come, each handed out once per completion. Not thread-safe.
 */
public final class DueVideos {

  /**
   * How long after its creation a video may be completed and still be found by a look at the recent
   * ones, and how often all are looked at, for those that were processed again.
   */
  private static final Duration SLOWEST = Duration.ofDays(7);

  private final VideoCatalog videos;

  /** When those were completed that the next look would otherwise find again. */
  private final Map<VideoId, Instant> done = new HashMap<>();

  /** Those that were created well before are done. */
  private @Nullable Instant doneBefore;

  private Instant nextWhole = Instant.MIN;

  /** Creates the list; an instance serves one kind of work. */
  public DueVideos(VideoCatalog videos) {
    this.videos = videos;
  }

  /**
   * Does something with every video that was completed before a time.
   *
   * @param dry whether all are to be handed out again later
   */
  public void each(Instant until, boolean dry, Consumer<Video> work) {
    boolean whole = dry || !until.isBefore(nextWhole);
    Instant from = whole || doneBefore == null ? null : doneBefore.minus(SLOWEST);
    VideoQuery query =
        VideoQuery.all().withStatuses(VideoStatus.COMPLETED).withCreated(from, until);
    String cursor = "";
    while (cursor != null) {
      Page<Video> page = videos.list(cursor.isEmpty() ? query : query.withAfter(cursor));
      page.items().stream().filter(video -> isDue(video, until, dry)).forEach(video -> {
        work.accept(video);
        if (!dry) {
          done.put(video.id(), Objects.requireNonNull(video.completedAt()));
        }
      });
      cursor = page.next();
    }
    if (!dry) {
      nextWhole = whole ? until.plus(SLOWEST) : nextWhole;
      doneBefore = until;
      done.values().removeIf(completed -> completed.isBefore(until.minus(SLOWEST)));
    }
  }

  private boolean isDue(Video video, Instant until, boolean dry) {
    Instant completed = video.completedAt();
    return completed != null
        && completed.isBefore(until)
        && (dry || !completed.equals(done.get(video.id())));
  }
}
