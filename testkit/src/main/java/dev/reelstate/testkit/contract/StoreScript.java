package dev.reelstate.testkit.contract;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.annotation.Trait;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The building blocks of the contracts' scenarios. As thread-safe as the store. */
public final class StoreScript {

  static final Duration LEASE = Duration.ofMinutes(1);
  static final Failure BROKEN =
      Failure.retryable(FailureCode.WORKER_CRASHED, "The worker went down.");
  static final Failure DAMAGED = Failure.permanent(FailureCode.DAMAGED, "The file is damaged.");
  static final Original ORIGINAL = new Original("originals/a", 42, "0".repeat(64));
  static final MediaInfo MEDIA = new MediaInfo(
      "mp4",
      Duration.ZERO,
      Duration.ofNanos(12_345_678_901L),
      null,
      42,
      0,
      List.of(),
      List.of(),
      List.of());
  static final Set<String> STEPS = Set.of("inspect", "render", "audio", "publish");

  private static final Provenance MODEL = new Provenance(Origin.DETECTOR, "model 1", false);
  private static final Annotation CAT =
      Annotation.of("Kätzchen \u2028 🐈", new Box(-0.1, 1 / 3.0, 1e-9, 1e9), MODEL);

  /** Ground truth with every optional value present, and with every optional value absent. */
  static final GroundTruth TRUTH = new GroundTruth(List.of(
      new AnnotatedFrame(FrameRef.at(Duration.ofNanos(1)), List.of()),
      new AnnotatedFrame(
          FrameRef.of(0, Duration.ZERO),
          List.of(
              CAT,
              CAT,
              CAT.withScore(0),
              CAT.withScore(0.1).withTrack(""),
              CAT.withTraits(Set.of(Trait.DIFFICULT)),
              CAT.withTraits(Set.of(Trait.CROWD, Trait.IGNORE)),
              CAT.withTraits(Set.of(Trait.OCCLUDED)),
              CAT.withArea(0),
              CAT.withArea(1.0 / 3),
              CAT.withAttributes(Map.of("colour", "red\n\"'é🐈", "Colour", "")),
              CAT.withProvenance(MODEL.confirmed("Ö")),
              Annotation.of("Cat", new Box(1, 2, 3, 4), new Provenance(Origin.PERSON, "Ö", true)),
              Annotation.of(
                  "cat ", new Box(1, 2, 3, 4), new Provenance(Origin.IMPORT, "x", false)))),
      new AnnotatedFrame(
          FrameRef.estimated(Long.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE)), List.of(CAT))));

  static final GroundTruth OTHER_TRUTH = new GroundTruth(List.of(frame(0, 1)));

  private final VideoStore store;

  public StoreScript(VideoStore store) {
    this.store = store;
  }

  static NewVideo named(String project, @Nullable String uploadKey, int priority) {
    return new NewVideo(
        VideoId.create(), project, "A film", "film.mp4", uploadKey, Set.of(), priority);
  }

  static TaskSpec task(String step, int part, String... after) {
    return new TaskSpec(step, part, Set.of(after), 1, "");
  }

  static Artifact artifact(String kind, int generation) {
    return new Artifact(
        kind,
        kind,
        generation,
        "render",
        "a/" + kind,
        "video/mp4",
        640,
        360,
        Duration.ofNanos(7),
        9,
        true);
  }

  static AnnotatedFrame frame(int index, int annotations) {
    return new AnnotatedFrame(
        FrameRef.of(index, Duration.ofMillis(40L * index)),
        IntStream.range(0, annotations)
            .mapToObj(i -> Annotation.of("cat", new Box(i, index, 10, 20), MODEL))
            .toList());
  }

  static TaskReport succeeded(Claim claim, Artifact... artifacts) {
    return new TaskReport.Succeeded(claim, List.of(artifacts), null, List.of(), false, null);
  }

  static TaskReport planned(Claim claim, TaskSpec... plan) {
    return new TaskReport.Succeeded(
        claim, List.of(), MEDIA, List.of(plan), false, Duration.ofMillis(5));
  }

  static TaskReport published(Claim claim) {
    return new TaskReport.Succeeded(claim, List.of(), null, List.of(), true, null);
  }

  static TaskReport failed(Claim claim, Failure failure, @Nullable Duration retryIn) {
    return new TaskReport.Failed(claim, failure, retryIn, null);
  }

  Video uploading() {
    return store.videos().create(NewVideo.named("film.mp4"));
  }

  Video received() {
    return change(uploading(), new VideoChange.Received(ORIGINAL));
  }

  Video queued(TaskSpec... plan) {
    return change(received(), new VideoChange.Queued(List.of(plan)));
  }

  Video queued(NewVideo video, TaskSpec... plan) {
    return change(
        store.videos().create(video),
        new VideoChange.Received(ORIGINAL),
        new VideoChange.Queued(List.of(plan)));
  }

  /** A video brought to a status in the usual way. */
  public Video inStatus(VideoStatus status) {
    return switch (status) {
      case UPLOADING -> uploading();
      case UPLOADED -> received();
      case QUEUED -> queued(task("inspect", 0));
      case PROCESSING -> processing();
      case COMPLETED -> completed();
      case FAILED -> change(uploading(), new VideoChange.Stopped(status, BROKEN));
      case REJECTED -> change(uploading(), new VideoChange.Stopped(status, DAMAGED));
      case CANCELLED, DELETED -> change(uploading(), new VideoChange.Stopped(status, null));
    };
  }

  Video change(Video seen, VideoChange... changes) {
    return store.videos().change(seen, changes).orElseThrow();
  }

  Video latest(Video video) {
    return store.videos().find(video.id()).orElseThrow();
  }

  List<Task> tasks(Video video) {
    return store.tasks().list(video.id());
  }

  List<VideoEvent> events(Video video) {
    return store.events().replay(video.id(), 0, 1000);
  }

  /** Gives a video ground truth and puts it in review. */
  GroundTruthRevision reviewed(Video video) {
    GroundTruthRevision draft = store
        .groundTruth()
        .save(video.id(), OTHER_TRUTH, ReviewState.DRAFT, "Ada")
        .revision();
    return store.groundTruth().change(draft, ReviewState.IN_REVIEW, "Bob").orElseThrow();
  }

  /** A first revision that nobody has saved. */
  static GroundTruthRevision revision(VideoId video) {
    return new GroundTruthRevision(
        video, 1, ReviewState.DRAFT, "none", 0, 0, Instant.EPOCH, Instant.EPOCH, null);
  }

  Lease join(String node) {
    return store.nodes().join(node, LEASE);
  }

  Claim claimOne(Lease lease) {
    List<Claim> claims = store.tasks().claim(lease, 1, STEPS);
    if (claims.size() != 1) {
      throw new AssertionError("Expected a task to claim, but there was none.");
    }
    return claims.get(0);
  }

  List<Claim> claimAll(Lease lease) {
    return store.tasks().claim(lease, 1000, STEPS);
  }

  Receipt report(TaskReport report) {
    return store.tasks().report(List.of(report)).get(0);
  }

  private Video processing() {
    Video video = queued(task("audio", 0));
    store.tasks().claim(join("maker"), 1, Set.of("audio"));
    return latest(video);
  }

  private Video completed() {
    Video video = queued(task("publish", 0));
    report(published(store.tasks().claim(join("maker"), 1, Set.of("publish")).get(0)));
    return latest(video);
  }
}
