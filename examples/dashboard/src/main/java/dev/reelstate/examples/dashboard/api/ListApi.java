package dev.reelstate.examples.dashboard.api;

import dev.reelstate.examples.dashboard.Trash;
import dev.reelstate.examples.dashboard.access.Guard;
import dev.reelstate.examples.dashboard.live.SocketBridge;
import dev.reelstate.examples.dashboard.view.VideoView;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Many videos at once: listing, counting, clearing those that came to nothing, the trash. */
final class ListApi {

  private static final Set<VideoStatus> CLEARABLE =
      Set.of(VideoStatus.FAILED, VideoStatus.REJECTED, VideoStatus.CANCELLED);
  private static final int MOST = 1000;

  /** A page of videos. */
  @Wire
  record Listed(List<VideoView> items, @Nullable String next) {}

  /** The number of videos. */
  @Wire
  record Counted(long total, Map<String, Long> byStatus) {}

  /** Videos that were cleared together. */
  @Wire
  record Cleared(List<VideoApi.Deleted> items, boolean more) {}

  /** The videos in the trash. */
  @Wire
  record Trashed(List<VideoApi.Deleted> items) {}

  private final VideoPlatform platform;
  private final SocketBridge sockets;
  private final Trash trash;
  private final Videos videos;

  ListApi(VideoPlatform platform, SocketBridge sockets, Trash trash) {
    this.platform = platform;
    this.sockets = sockets;
    this.trash = trash;
    this.videos = new Videos(platform, trash);
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/videos", this::list);
    routes.delete("/api/videos", this::clear);
    routes.get("/api/videos/count", this::count);
    routes.get("/api/trash", this::trash);
  }

  private void list(Context context) {
    Page<Video> page = videos.list(context, Query.videos(context));
    Answers.json(
        context, new Listed(page.items().stream().map(VideoView::of).toList(), page.next()));
  }

  private void count(Context context) {
    Map<String, Long> byStatus = new TreeMap<>();
    videos
        .count(context, Query.videos(context))
        .forEach((status, number) -> byStatus.put(status.wireName(), number));
    long total = byStatus.values().stream().mapToLong(Long::longValue).sum();
    context.json(new Counted(total, byStatus));
  }

  private void clear(Context context) {
    VideoQuery query = Query.videos(context);
    if (query.statuses().isEmpty() || !CLEARABLE.containsAll(query.statuses())) {
      throw ProblemException.invalid(
          "The parameter status must name what to clear: failed, rejected or cancelled.");
    }
    Page<Video> page = videos.list(context, query.withLimit(MOST));
    Instant until = trash.putAll(page.items().stream().map(Video::id).toList());
    page.items().forEach(video -> tellDeleted(sockets, video));
    List<VideoApi.Deleted> cleared = page.items().stream()
        .map(video -> new VideoApi.Deleted(VideoView.of(video), until))
        .toList();
    context.status(202);
    Answers.json(context, new Cleared(cleared, page.next() != null));
  }

  static void tellDeleted(SocketBridge sockets, Video video) {
    sockets.tell("deleted", video, "The video was deleted; it can be restored for a while.");
  }

  private void trash(Context context) {
    Answers.json(
        context,
        new Trashed(trash.ends().entrySet().stream()
            .filter(entry -> entry.getValue().isAfter(Instant.now()))
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .flatMap(entry -> platform.find(entry.getKey()).stream()
                .filter(video -> Guard.caller(context).mayUse(video.project()))
                .map(video -> new VideoApi.Deleted(VideoView.of(video), entry.getValue())))
            .toList()));
  }
}
