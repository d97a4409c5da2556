package dev.reelstate.examples.quickstart;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.processing.ConsoleProgress;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.VideoPlatformBuilder;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.task.Task;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The platform that processes the files of one command line. */
final class Processing implements AutoCloseable {

  /**
   * Only one node of this name runs in a folder at a time, so the work it left unfinished becomes
   * available as soon as it restarts.
   */
  private static final String NODE = "quickstart";

  private static final int UPLOADS_AT_ONCE = 4;
  private static final Duration DRAIN = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  private final VideoPlatform platform;
  private final Order order;
  private final Stopwatch watch;
  private final Map<VideoId, String> names = new ConcurrentHashMap<>();

  private Processing(OutputFolder folder, Order order, PrintStream err, Stopwatch watch) {
    this.order = order;
    this.watch = watch;
    VideoPlatformBuilder builder = VideoPlatform.builder()
        .store(JdbcVideoStore.openH2(folder.database()))
        .storage(FileStorage.at(folder.media()))
        .recipe(order.recipe())
        .listener(ConsoleProgress.on(err, Terminal.isStandardError(), this::nameOf))
        .listener(watch)
        .node(NODE)
        .drain(DRAIN);
    Integer jobs = order.jobs();
    this.platform = (jobs == null ? builder : builder.concurrency(jobs)).build();
  }

  static Processing start(OutputFolder folder, Order order, PrintStream err, Stopwatch watch) {
    Processing processing = new Processing(folder, order, err, watch);
    try {
      processing.platform.start();
      return processing;
    } catch (ReelstateException e) {
      processing.close();
      throw e;
    }
  }

  private String nameOf(VideoId id) {
    return names.getOrDefault(id, id.toString());
  }

  /** Ingests all files in parallel, and waits until every one of them is settled. */
  List<Outcome> process(List<Source> sources) throws InterruptedException {
    Map<String, Video> known = known();
    List<Video> settled = new ArrayList<>();
    for (Video video : takeIn(sources, known)) {
      settled.add(platform.await(video.id(), LONGEST));
    }
    Duration hostShare = Stopwatch.cpuOfThisProcess().dividedBy(sources.size());
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      outcomes.add(outcome(sources.get(i), settled.get(i), hostShare));
    }
    return outcomes;
  }

  /** The videos of earlier runs by their upload keys. */
  private Map<String, Video> known() {
    Map<String, Video> known = new HashMap<>();
    VideoQuery query = VideoQuery.all().withLimit(1000);
    for (String cursor = ""; cursor != null; ) {
      Page<Video> page = platform.list(cursor.isEmpty() ? query : query.withAfter(cursor));
      page.items().forEach(video -> known.put(String.valueOf(video.uploadKey()), video));
      cursor = page.next();
    }
    return known;
  }

  private List<Video> takeIn(List<Source> sources, Map<String, Video> known)
      throws InterruptedException {
    ExecutorService uploads = Executors.newFixedThreadPool(UPLOADS_AT_ONCE);
    try {
      List<Future<Video>> running = new ArrayList<>();
      for (Source source : sources) {
        running.add(uploads.submit(() -> takeIn(source, known.get(order.keyFor(source)))));
      }
      List<Video> taken = new ArrayList<>();
      for (Future<Video> one : running) {
        taken.add(result(one));
      }
      return taken;
    } finally {
      uploads.shutdownNow();
    }
  }

  private static Video result(Future<Video> one) throws InterruptedException {
    try {
      return one.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ReelstateException ours) {
        throw ours;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Resumes a video of an earlier run; uploads a new one, or one whose upload was interrupted. */
  private Video takeIn(Source source, @Nullable Video known) {
    if (known != null) {
      names.put(known.id(), source.name());
      if (known.original() != null) {
        boolean stopped =
            Set.of(VideoStatus.FAILED, VideoStatus.CANCELLED).contains(known.status());
        return stopped ? platform.retry(known.id()) : known;
      }
    }
    VideoId id = VideoId.create();
    names.put(id, source.name());
    return upload(
        source,
        known == null ? id : known.id(),
        new NewVideo(
            id,
            NewVideo.DEFAULT_PROJECT,
            source.name(),
            source.name(),
            order.keyFor(source),
            Set.of(),
            0));
  }

  /** A failed upload is recorded as a failed video, and reported like any other. */
  private Video upload(Source source, VideoId id, NewVideo request) {
    try {
      return platform.ingest(request, source.file());
    } catch (ReelstateException e) {
      return platform.find(id).filter(video -> video.status().isSettled()).orElseThrow(() -> e);
    }
  }

  private Outcome outcome(Source source, Video video, Duration hostShare) {
    List<Task> tasks = platform.tasks(video.id());
    Duration workers = tasks.stream()
        .flatMap(task -> task.attempts().stream())
        .filter(attempt -> !attempt.startedAt().isBefore(watch.startedAt()))
        .map(attempt -> attempt.cpu() == null ? Duration.ZERO : attempt.cpu())
        .reduce(Duration.ZERO, Duration::plus);
    return new Outcome(
        source,
        video,
        platform.artifacts(video.id()),
        tasks,
        watch.untilSettled(video.id()),
        workers.plus(hostShare));
  }

  /** Hands unfinished tasks back. */
  @Override
  public void close() {
    platform.close();
  }
}
