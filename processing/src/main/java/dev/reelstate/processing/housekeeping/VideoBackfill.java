package dev.reelstate.processing.housekeeping;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.backfill.Backfill;
import dev.reelstate.processing.backfill.BackfillPreview;
import dev.reelstate.processing.backfill.BackfillProgress;
import dev.reelstate.processing.backfill.VideoForecast;
import dev.reelstate.processing.backfill.VideoForecast.State;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The backfill of a platform, which queues a few videos at a time and looks how they fare. */
public final class VideoBackfill implements Backfill {

  private static final Duration LOOK = Duration.ofMillis(200);

  /** What a backfill does with the platform. */
  public interface Videos {

    /** One page of videos. */
    Page<Video> list(VideoQuery query);

    /** The video with that identity as it is now, if there is one. */
    Optional<Video> find(VideoId id);

    /** What the backfill would make of a video. */
    VideoForecast forecast(Video video);

    /** Queues a video with the backfill's recipe. */
    Video reprocess(VideoId id);
  }

  private final VideoQuery query;
  private final Videos videos;
  private final int atOnce;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean cancelled;

  /** A backfill of the videos of a query. */
  public VideoBackfill(VideoQuery query, Videos videos) {
    this(query, videos, AT_ONCE);
  }

  private VideoBackfill(VideoQuery query, Videos videos, int atOnce) {
    this.query = query;
    this.videos = videos;
    this.atOnce = atOnce;
  }

  @Override
  public Backfill atOnce(int most) {
    if (most < 1) {
      throw new IllegalArgumentException(
          "At least one video is queued at a time, not " + most + ".");
    }
    return new VideoBackfill(query, videos, most);
  }

  @Override
  public BackfillPreview preview(Consumer<VideoForecast> each) throws InterruptedException {
    Objects.requireNonNull(each, "each");
    Sum sum = new Sum();
    for (Page<Video> page = videos.list(query); ; page = next(page)) {
      for (Video video : page.items()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        VideoForecast forecast = videos.forecast(video);
        sum.add(forecast);
        each.accept(forecast);
      }
      if (page.next() == null) {
        return sum.total();
      }
    }
  }

  private Page<Video> next(Page<Video> page) {
    return videos.list(query.withAfter(page.next()));
  }

  @Override
  public BackfillProgress run(Consumer<BackfillProgress> listener) throws InterruptedException {
    Objects.requireNonNull(listener, "listener");
    if (!running.compareAndSet(false, true)) {
      throw new ReelstateException(
          Failure.permanent(FailureCode.INVALID_REQUEST, "This backfill is running already."));
    }
    try {
      return new Run(listener).all();
    } finally {
      running.set(false);
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  private static Failure refusal(String why) {
    return Failure.permanent(FailureCode.INVALID_REQUEST, why);
  }

  /** Forecasts added up. Used by one thread. */
  private static final class Sum {
    private final Map<State, Long> states = new EnumMap<>(State.class);
    private final Map<String, Long> made = new TreeMap<>();
    private final Map<String, Long> adopted = new TreeMap<>();
    private Duration cpu = Duration.ZERO;
    private long bytes;
    private long cpuUnknown;
    private long bytesUnknown;

    void add(VideoForecast video) {
      states.merge(video.state(), 1L, Long::sum);
      if (video.state() != State.DUE) {
        return;
      }
      video.made().forEach(output -> made.merge(output, 1L, Long::sum));
      video.adopted().forEach(output -> adopted.merge(output, 1L, Long::sum));
      cpu = cpu.plus(video.cpu().orElse(Duration.ZERO));
      bytes += video.bytes().orElse(0);
      cpuUnknown += video.cpu().isEmpty() ? 1 : 0;
      bytesUnknown += video.bytes().isEmpty() ? 1 : 0;
    }

    BackfillPreview total() {
      return new BackfillPreview(states, made, adopted, cpu, bytes, cpuUnknown, bytesUnknown);
    }
  }

  /** One run. Used by one thread. */
  private final class Run {
    private final Consumer<BackfillProgress> listener;
    private final Set<VideoId> queued = new LinkedHashSet<>();
    private Map<VideoId, Failure> failed = Map.of();
    private Map<VideoId, Failure> refused = Map.of();
    private long upToDate;
    private long completed;

    Run(Consumer<BackfillProgress> listener) {
      this.listener = listener;
    }

    BackfillProgress all() throws InterruptedException {
      for (Page<Video> page = videos.list(query); !cancelled; page = next(page)) {
        for (Video video : page.items()) {
          one(video.id());
        }
        if (page.next() == null) {
          break;
        }
      }
      await(0);
      BackfillProgress done = progress(true);
      listener.accept(done);
      return done;
    }

    private void one(VideoId id) throws InterruptedException {
      await(atOnce - 1);
      if (cancelled) {
        return;
      }
      // The page may be hours old.
      Optional<Video> video = videos.find(id);
      if (video.isEmpty()) {
        return;
      }
      switch (videos.forecast(video.get()).state()) {
        case UP_TO_DATE -> upToDate++;
        case DUE -> queue(id);
        case BUSY ->
          refuse(
              id,
              refusal("The video is being uploaded or processed; run the backfill again later."));
        case WITHOUT_ORIGINAL ->
          refuse(id, refusal("The video has no original any more, so nothing can be made of it."));
      }
      listener.accept(progress(false));
    }

    private void queue(VideoId id) {
      try {
        Video unused = videos.reprocess(id);
        queued.add(id);
      } catch (ReelstateException e) {
        if (!e.failure().code().equals(FailureCode.INVALID_REQUEST)) {
          throw e;
        }
        refuse(id, e.failure());
      }
    }

    private void refuse(VideoId id, Failure why) {
      refused = with(refused, id, why);
    }

    private Map<VideoId, Failure> with(Map<VideoId, Failure> some, VideoId id, Failure why) {
      Map<VideoId, Failure> more = new HashMap<>(some);
      more.put(id, why);
      return Map.copyOf(more);
    }

    /** Waits until no more than a number of queued videos are unsettled. */
    private void await(int most) throws InterruptedException {
      while (queued.size() > most) {
        boolean changed = false;
        for (VideoId id : List.copyOf(queued)) {
          changed |= isSettled(id);
        }
        if (changed) {
          listener.accept(progress(false));
        } else {
          TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
      }
    }

    private boolean isSettled(VideoId id) {
      Optional<Video> video = videos.find(id);
      if (video.isPresent() && !video.get().status().isSettled()) {
        return false;
      }
      queued.remove(id);
      VideoStatus status = video.map(Video::status).orElse(VideoStatus.DELETED);
      Optional<Failure> failure = video.flatMap(one -> Optional.ofNullable(one.failure()));
      if (status == VideoStatus.COMPLETED) {
        completed++;
      } else if (failure.isPresent()) {
        failed = with(failed, id, failure.get());
      } else {
        refuse(id, refusal("The video was " + status.wireName() + " meanwhile."));
      }
      return true;
    }

    private BackfillProgress progress(boolean isDone) {
      return new BackfillProgress(upToDate, queued.size(), completed, failed, refused, isDone);
    }
  }
}
