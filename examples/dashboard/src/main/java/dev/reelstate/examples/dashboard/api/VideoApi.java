package dev.reelstate.examples.dashboard.api;

import dev.reelstate.examples.dashboard.Trash;
import dev.reelstate.examples.dashboard.access.Guard;
import dev.reelstate.examples.dashboard.live.SocketBridge;
import dev.reelstate.examples.dashboard.view.DetailsView;
import dev.reelstate.examples.dashboard.view.VideoView;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Videos: listing, counting, details, single-request uploads, and actions. */
final class VideoApi {

  /** A page of videos. */
  @Wire
  record Listed(List<VideoView> items, @Nullable String next) {}

  /** The number of videos. */
  @Wire
  record Counted(long total, Map<String, Long> byStatus) {}

  /** A deleted video, and the time until which it can be restored. */
  @Wire
  record Deleted(VideoView video, Instant undoUntil) {}

  private final VideoPlatform platform;
  private final SocketBridge sockets;
  private final Trash trash;
  private final UploadLimits limits;

  VideoApi(VideoPlatform platform, SocketBridge sockets, Trash trash, UploadLimits limits) {
    this.platform = platform;
    this.sockets = sockets;
    this.trash = trash;
    this.limits = limits;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/videos", this::list);
    routes.post("/api/videos", this::upload);
    routes.get("/api/videos/count", this::count);
    routes.get("/api/videos/{id}", this::look);
    routes.delete("/api/videos/{id}", this::delete);
    routes.post("/api/videos/{id}/restore", this::restore);
    routes.post("/api/videos/{id}/retry", context -> act(context, platform::retry));
    routes.post("/api/videos/{id}/cancel", context -> act(context, this::cancel));
    routes.post("/api/videos/{id}/reprocess", context -> act(context, platform::reprocess));
  }

  private void list(Context context) {
    VideoQuery query = Query.videos(context);
    if (query.project() != null) {
      Guard.requireProject(context, query.project());
    }
    Page<Video> page = pageOf(query);
    List<VideoView> items = page.items().stream()
        .filter(video -> Guard.caller(context).mayUse(video.project()))
        .filter(video -> !trash.has(video.id()))
        .map(VideoView::of)
        .toList();
    context.json(new Listed(items, page.next()));
  }

  private Page<Video> pageOf(VideoQuery query) {
    try {
      return platform.list(query);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("The parameter after must be a cursor from an earlier page.");
    }
  }

  private void count(Context context) {
    VideoQuery query = Query.videos(context);
    if (query.project() == null && !Guard.caller(context).mayUse("*")) {
      throw ProblemException.invalid("The parameter project is required.");
    } else if (query.project() != null) {
      Guard.requireProject(context, query.project());
    }
    Map<VideoStatus, Long> counts = new TreeMap<>(platform.count(query));
    inTrash(query).forEach(video -> counts.merge(video.status(), -1L, Long::sum));
    Map<String, Long> byStatus = new TreeMap<>();
    counts.forEach((status, number) -> byStatus.put(status.wireName(), Math.max(0, number)));
    long total = byStatus.values().stream().mapToLong(Long::longValue).sum();
    context.json(new Counted(total, byStatus));
  }

  /** Counts videos in the trash one by one: they are few, and lists do not contain them. */
  private List<Video> inTrash(VideoQuery query) {
    List<Video> found = new ArrayList<>();
    for (VideoId id : trash.ids()) {
      platform
          .find(id)
          .filter(video -> query.project() == null || query.project().equals(video.project()))
          .filter(video -> query.text() == null
              || video
                  .title()
                  .toLowerCase(java.util.Locale.ROOT)
                  .contains(query.text().toLowerCase(java.util.Locale.ROOT)))
          .filter(video -> query.label() == null || video.labels().contains(query.label()))
          .filter(video -> query.statuses().isEmpty()
              ? video.status() != VideoStatus.DELETED
              : query.statuses().contains(video.status()))
          .ifPresent(found::add);
    }
    return found;
  }

  private void look(Context context) {
    VideoDetails details = platform.details(Query.id(context)).orElseThrow(VideoApi::none);
    Guard.requireProject(context, details.video().project());
    context.json(DetailsView.of(details));
  }

  private static ProblemException none() {
    return ProblemException.notFound("There is no such video.");
  }

  /** The video, if it is the caller's. */
  private Video find(Context context) {
    Video video = platform.find(Query.id(context)).orElseThrow(VideoApi::none);
    Guard.requireProject(context, video.project());
    return video;
  }

  private void act(Context context, Function<VideoId, Video> action) {
    Video video = find(context);
    if (trash.has(video.id())) {
      throw ProblemException.conflict("The video has been deleted; restore it first.");
    }
    context.json(VideoView.of(action.apply(video.id())));
  }

  /** Cancelling a cancelled video is not an error. */
  private Video cancel(VideoId id) {
    VideoStatus status = platform.get(id).status();
    if (status.isSettled() && status != VideoStatus.CANCELLED) {
      throw ProblemException.conflict(
          "A video that is " + status.wireName() + " cannot be cancelled.");
    }
    return platform.cancel(id);
  }

  private void delete(Context context) {
    Video video = find(context);
    if (video.status() == VideoStatus.DELETED) {
      throw none();
    }
    Instant until = trash.put(video.id());
    sockets.tell("deleted", video, "The video was deleted; it can be restored for a while.");
    context.status(202).json(new Deleted(VideoView.of(video), until));
  }

  private void restore(Context context) {
    Video video = find(context);
    if (!trash.restore(video.id())) {
      throw ProblemException.notFound(
          "The video was not deleted, or it can no longer be restored.");
    }
    sockets.tell("restored", video, "The video was restored.");
    context.json(VideoView.of(video));
  }

  private void upload(Context context) throws IOException {
    Optional<String> name = Query.text(context, "file_name");
    String fileName =
        name.orElseThrow(() -> ProblemException.invalid("The parameter file_name is required."));
    String project = Query.text(context, "project").orElse(NewVideo.DEFAULT_PROJECT);
    Guard.requireProject(context, project);
    NewVideo video;
    try {
      video = new NewVideo(
          VideoId.create(),
          project,
          Query.text(context, "title").orElse(fileName),
          fileName,
          Query.text(context, "upload_key").orElse(null),
          Set.of(),
          0);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(String.valueOf(e.getMessage()));
    }
    long size = context.req().getContentLengthLong();
    limits.admit(context, size);
    Video received = platform.ingest(video, context.req().getInputStream(), size);
    if (!received.id().equals(video.id())) {
      context.attribute(WebServer.UNREAD, true); // the video existed before
    }
    context
        .status(201)
        .header("Location", "/api/videos/" + received.id())
        .json(VideoView.of(received));
  }
}
