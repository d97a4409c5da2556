package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.BROKEN;
import static dev.reelstate.testkit.contract.StoreScript.DAMAGED;
import static dev.reelstate.testkit.contract.StoreScript.artifact;
import static dev.reelstate.testkit.contract.StoreScript.failed;
import static dev.reelstate.testkit.contract.StoreScript.published;
import static dev.reelstate.testkit.contract.StoreScript.succeeded;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskId;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoDetails.FailedAttempt;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.reelstate.spi.VideoCatalog#details(VideoId)}. */
public interface VideoDetailsContract extends StoreContract {

  /** Details exist only for existing videos. */
  @Test
  default void an_unknown_video_has_no_details() {
    new StoreScript(store()).queued(task("render", 0));

    assertThat(store().videos().details(VideoId.create())).isEmpty();
  }

  /** A new video has no tasks, artifacts or failures. */
  @Test
  default void the_details_of_a_new_video_are_the_video_alone() {
    NewVideo given = new NewVideo(
        VideoId.create(), "zoo", "A lion", "a.mp4", null, Set.of("cat", "löwe", "🦁"), 1);
    Video video = store().videos().create(given);

    assertThat(store().videos().details(given.id()))
        .contains(new VideoDetails(video, List.of(), List.of(), List.of()));
  }

  /** Details agree with the results of the other calls. */
  @Test
  default void details_cover_the_current_and_the_published_generation() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(
        task("inspect", 0), task("render", 0, "inspect"), task("publish", 0, "render"));
    script.queued(task("audio", 0));
    Claim broken = script.claimOne(lease);
    script.report(failed(broken, BROKEN, Duration.ZERO));
    script.report(succeeded(script.claimOne(lease), artifact(Artifact.POSTER, 1)));
    script.report(succeeded(script.claimOne(lease), artifact(Artifact.MP4, 1)));
    script.report(published(script.claimOne(lease)));
    script.change(
        script.latest(video),
        new VideoChange.Queued(List.of(task("render", 0), task("render", 1), task("render", 2))));
    List<Claim> second = store().tasks().claim(lease, 3, Set.of("render"));
    script.report(succeeded(second.get(0), artifact(Artifact.MP4, 2)));
    passTime(Duration.ofMillis(5));
    script.report(failed(second.get(1), BROKEN, Duration.ofHours(1)));

    VideoDetails details = store().videos().details(video.id()).orElseThrow();

    assertThat(details.video()).isEqualTo(script.latest(video));
    assertThat(details.tasks()).isEqualTo(script.tasks(video));
    assertThat(details.tasks())
        .extracting(Task::status)
        .containsExactly(TaskStatus.SUCCEEDED, TaskStatus.SCHEDULED, TaskStatus.RUNNING);
    assertThat(details.artifacts())
        .containsExactly(
            artifact(Artifact.POSTER, 1), artifact(Artifact.MP4, 1), artifact(Artifact.MP4, 2));
    assertThat(details.failures())
        .extracting(
            FailedAttempt::task,
            FailedAttempt::number,
            failed -> failed.failure().code())
        .containsExactly(
            tuple(broken.task(), 1, BROKEN.code()),
            tuple(new TaskId(video.id(), 2, "render", 1), 1, BROKEN.code()));
    assertThat(details.failures()).isSortedAccordingTo(comparing(FailedAttempt::at));
  }

  /** A generation that is neither published nor current is omitted, but its failures are listed. */
  @Test
  default void artifacts_of_an_abandoned_generation_are_omitted_but_its_failures_are_not() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(task("render", 0), task("audio", 0, "render"));
    script.report(succeeded(script.claimOne(lease), artifact(Artifact.POSTER, 1)));
    script.report(failed(script.claimOne(lease), DAMAGED, null));
    Video rejected = script.latest(video);
    assertThat(store().videos().details(video.id()).orElseThrow().artifacts()).hasSize(1);

    script.change(rejected, new VideoChange.Queued(List.of(task("render", 0))));
    VideoDetails details = store().videos().details(video.id()).orElseThrow();

    assertThat(details.artifacts()).isEmpty();
    assertThat(details.tasks()).hasSize(1);
    assertThat(details.failures()).singleElement().satisfies(failed -> {
      assertThat(failed.task()).isEqualTo(new TaskId(video.id(), 1, "audio", 0));
      assertThat(failed.failure()).isEqualTo(rejected.failure());
    });
  }
}
