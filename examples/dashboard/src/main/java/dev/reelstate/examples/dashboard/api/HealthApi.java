package dev.reelstate.examples.dashboard.api;

import dev.reelstate.examples.dashboard.live.SocketBridge;
import dev.reelstate.examples.dashboard.view.VideoView;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.processing.Health;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The health of the platform, for people and for monitoring; videos are those of the caller. */
final class HealthApi {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MOST = 1000;

  /** The health of the platform. */
  @Wire
  record HealthView(
      String status,
      List<Check> checks,
      Workers workers,
      Queue queue,
      long failuresLastHour,
      long completedLastHour,
      Disk disk,
      int sockets,
      long uptimeSeconds) {}

  /** The result of one health check. */
  @Wire
  record Check(String name, String status, String detail) {

    static Check of(Health.Check check) {
      return new Check(check.name(), check.status().wireName(), check.message());
    }
  }

  /** The tasks running in this process, and its slots. */
  @Wire
  record Workers(int busy, int slots) {}

  /** The numbers of waiting and processing videos. */
  @Wire
  record Queue(long waiting, long processing, @Nullable Double oldestWaitingSeconds) {}

  /** The disk that holds the media. */
  @Wire
  record Disk(long freeBytes, long totalBytes) {}

  private final VideoPlatform platform;
  private final SocketBridge sockets;
  private final Path folder;
  private final Videos videos;
  private final long started = System.nanoTime();

  HealthApi(VideoPlatform platform, SocketBridge sockets, Path folder, Videos videos) {
    this.platform = platform;
    this.sockets = sockets;
    this.folder = folder;
    this.videos = videos;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/healthz", this::brief);
    routes.get("/api/health", this::whole);
  }

  private void brief(Context context) {
    Health health = platform.health();
    context.status(code(health)).json(Map.of("status", health.status().wireName()));
  }

  private void whole(Context context) throws IOException {
    Health health = platform.health();
    FileStore disk = Files.getFileStore(folder);
    boolean answers = health.checks().get(0).passed();
    Map<VideoStatus, Long> counts = answers ? videos.count(context, VideoQuery.all()) : Map.of();
    context
        .status(code(health))
        .json(new HealthView(
            health.status().wireName(),
            health.checks().stream().map(Check::of).toList(),
            new Workers(health.busy(), health.slots()),
            new Queue(
                counts.getOrDefault(VideoStatus.QUEUED, 0L),
                counts.getOrDefault(VideoStatus.PROCESSING, 0L),
                health.queueAge().map(VideoView::seconds).orElse(null)),
            answers ? lately(context, VideoStatus.FAILED, VideoStatus.REJECTED) : 0,
            answers ? lately(context, VideoStatus.COMPLETED) : 0,
            new Disk(disk.getUsableSpace(), disk.getTotalSpace()),
            sockets.clients(),
            Duration.ofNanos(System.nanoTime() - started).toSeconds()));
  }

  private static int code(Health health) {
    return health.isUp() ? 200 : 503;
  }

  /** How many of the newest thousand reached these statuses within the last hour. */
  private long lately(Context context, VideoStatus... statuses) {
    Instant since = Instant.now().minus(HOUR);
    VideoQuery query = VideoQuery.all().withStatuses(statuses).withLimit(MOST);
    return videos.list(context, query).items().stream()
        .map(Video::updatedAt)
        .filter(since::isBefore)
        .count();
  }
}
