package dev.reelstate.jdbc.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.event.EventCursor;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.testkit.contract.Runs;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store in the middle of its work, with rows in every table. */
public final class HalfDone {

  private static final GroundTruth TRUTH = new GroundTruth(List.of(new AnnotatedFrame(
      FrameRef.of(0, Duration.ZERO),
      List.of(
          Annotation.of("cat", new Box(1, 2, 3, 4), new Provenance(Origin.PERSON, "Ada", true))))));

  private static final Failure BUSY = Failure.retryable(FailureCode.STEP_FAILED, "It was busy.");

  private HalfDone() {}

  /** Creates a video with a poster, made in the second attempt, and a running next task. */
  public static VideoId video(JdbcVideoStore store) {
    Video video = store.videos().create(NewVideo.named("a'b.mp4"));
    String folder = "videos/" + video.id();
    Optional<Video> queued = store
        .videos()
        .change(
            video,
            new VideoChange.Received(new Original(folder + "/original-1", 3, "0".repeat(64))),
            new VideoChange.Queued(List.of(
                new TaskSpec("poster", 0, Set.of(), 1, "{}"),
                new TaskSpec("publish", 0, Set.of("poster"), 1, "{}"))));
    assertThat(queued).isPresent();
    var lease = store.nodes().join("node-" + video.id(), Duration.ofHours(1));
    Claim vain = store.tasks().claim(lease, 1, Set.of("poster")).get(0);
    store.tasks().report(List.of(new TaskReport.Failed(vain, BUSY, Duration.ZERO, null)));
    Claim claim = store.tasks().claim(lease, 1, Set.of("poster")).get(0);
    Artifact poster = new Artifact(
        Artifact.POSTER,
        "poster",
        1,
        "poster",
        folder + "/g1/poster-0-t1/poster.jpg",
        "image/jpeg",
        64,
        36,
        null,
        2,
        false);
    store
        .tasks()
        .report(List.of(
            new TaskReport.Succeeded(claim, List.of(poster), null, List.of(), false, null)));
    store.tasks().claim(lease, 1, Set.of("publish"));
    GroundTruthRevision draft =
        store.groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT, "Ada").revision();
    store.groundTruth().change(draft, ReviewState.IN_REVIEW, "Bob");
    store.evaluations().save(Runs.full(), Runs.EVERY_VERDICT);
    EventCursor.Batch batch = store.events().read(store.events().cursor("reader"), 100);
    store.events().advance("reader", batch.next());
    return video.id();
  }
}
