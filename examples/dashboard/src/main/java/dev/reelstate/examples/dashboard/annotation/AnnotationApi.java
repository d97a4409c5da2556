package dev.reelstate.examples.dashboard.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.event.VideoListener;
import dev.reelstate.examples.dashboard.access.Guard;
import dev.reelstate.examples.dashboard.annotation.CopyView.News;
import dev.reelstate.examples.dashboard.annotation.EntryView.ChangeView;
import dev.reelstate.examples.dashboard.annotation.WorkingCopy.Wish;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.spi.EventLog.Registration;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Working copies of ground truth: looking, changing, following the changes of others. */
public final class AnnotationApi implements AutoCloseable {

  private static final String PATH = "/api/videos/{id}/annotations";
  private static final int MOST_CHANGES = 1000;

  /** The exact times of frames, or null if they are not known. */
  @Wire
  record Frames(@Nullable List<Long> nanos) {}

  /** Changes to make, and the conflicts that they decide. */
  @Wire
  record Wanted(String request, long version, List<ChangeView> changes, List<String> resolved) {

    Wanted {
      Body.require("request", request);
      Body.require("changes", changes);
      Body.require("resolved", resolved);
    }
  }

  private final Function<Context, Video> videos;
  private final FrameClock clock;
  private final WorkingCopies copies;
  private final Registration deletions;
  private final RevisionApi revisions;
  private final ComparisonApi comparisons;

  /**
   * Creates the API.
   *
   * @param clock knows the times of frames
   * @param folder where working copies are kept
   * @param videos finds the video that a request names, if it is the caller's
   */
  public AnnotationApi(
      VideoPlatform platform, FrameClock clock, Path folder, Function<Context, Video> videos) {
    this.videos = videos;
    this.clock = clock;
    this.copies = new WorkingCopies(platform.groundTruth(), folder, Clock.systemUTC());
    this.deletions = platform.events().listen(new Deletions(copies));
    copies.keepOnly(id -> platform.find(id).filter(AnnotationApi::isThere).isPresent());
    this.revisions = new RevisionApi(platform.groundTruth(), copies, videos);
    this.comparisons = new ComparisonApi(platform.groundTruth(), copies, videos);
  }

  private static boolean isThere(Video video) {
    return video.status() != VideoStatus.DELETED;
  }

  /** Removes the working copies of videos that are deleted. */
  private record Deletions(WorkingCopies copies) implements VideoListener {

    @Override
    public void onEvent(VideoEvent event) {
      if (event instanceof StatusChanged changed && changed.to() == VideoStatus.DELETED) {
        copies.remove(event.videoId());
      }
    }
  }

  /** Adds the routes. */
  public void addTo(RoutesConfig routes) {
    routes.get("/api/videos/{id}/frames", this::frames);
    routes.get(PATH, this::look);
    routes.get(PATH + "/changes", this::follow);
    routes.post(PATH + "/changes", this::change);
    revisions.addTo(routes);
    comparisons.addTo(routes);
  }

  private void frames(Context context) {
    Video video = videos.apply(context);
    context.json(new Frames(clock
        .times(video.id())
        .map(times -> Arrays.stream(times).boxed().toList())
        .orElse(null)));
  }

  private void look(Context context) {
    VideoId id = videos.apply(context).id();
    String user = Guard.caller(context).name();
    context.json(copies.read(id, copy -> CopyView.of(copy, user)));
  }

  private void follow(Context context) {
    VideoId id = videos.apply(context).id();
    long after;
    try {
      after = Long.parseLong(String.valueOf(context.queryParam("after")));
    } catch (NumberFormatException e) {
      throw ReviewException.invalid("The parameter after must be the number of a version.");
    }
    context.json(copies.read(id, copy -> News.since(after, copy)));
  }

  private void change(Context context) throws JsonProcessingException {
    VideoId id = videos.apply(context).id();
    Wanted wanted = Body.read(context, Wanted.class);
    if (wanted.request().isBlank() || wanted.request().length() > 100) {
      throw ReviewException.invalid("A request needs an identity of at most 100 characters.");
    } else if (wanted.changes().size() > MOST_CHANGES) {
      throw ReviewException.invalid("A request makes at most " + MOST_CHANGES + " changes.");
    }
    String user = Guard.caller(context).name();
    List<Change> changes = parse(wanted.changes());
    Optional<long[]> times = clock.times(id);
    Wish wish = new Wish(wanted.request(), changes, wanted.resolved(), (change, copy) -> {
      times.ifPresent(known -> requireFrame(change, copy, known));
      return Stamp.on(change, copy, user);
    });
    context.json(copies.change(id, user, wish, copy -> News.since(wanted.version(), copy)));
  }

  private static List<Change> parse(List<ChangeView> views) {
    try {
      return views.stream().map(ChangeView::change).toList();
    } catch (IllegalArgumentException e) {
      throw ReviewException.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** A frame is known already, or has the exact time of the frame with its number. */
  private static void requireFrame(Change change, WorkingCopy copy, long[] times) {
    if (copy.content().frame(change.frame()) != null) {
      return;
    }
    Long index = change.frame().index();
    long nanos = change.frame().pts().toNanos();
    boolean exact = index == null
        ? Arrays.binarySearch(times, nanos) >= 0
        : index < times.length && times[index.intValue()] == nanos;
    if (!exact || change.frame().estimated()) {
      throw ReviewException.invalid("The video has no frame with that number and time.");
    }
  }

  /** Reads a review state. */
  static ReviewState state(String name) {
    try {
      return ReviewState.parse(name);
    } catch (IllegalArgumentException e) {
      throw ReviewException.invalid("A state is draft, in_review or approved.");
    }
  }

  @Override
  public void close() {
    deletions.close();
  }
}
