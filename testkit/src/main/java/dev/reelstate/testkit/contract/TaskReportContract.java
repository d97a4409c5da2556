package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.BROKEN;
import static dev.reelstate.testkit.contract.StoreScript.MEDIA;
import static dev.reelstate.testkit.contract.StoreScript.artifact;
import static dev.reelstate.testkit.contract.StoreScript.failed;
import static dev.reelstate.testkit.contract.StoreScript.planned;
import static dev.reelstate.testkit.contract.StoreScript.published;
import static dev.reelstate.testkit.contract.StoreScript.succeeded;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.event.Progress;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskId;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link dev.reelstate.spi.TaskQueue#report} for completed work, and of progress.
 */
public interface TaskReportContract extends StoreContract {

  /** Everything that a success entails is visible at once. */
  @Test
  default void a_success_commits_media_plan_and_artifacts_together() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video queued = script.queued(task("inspect", 0));
    Claim inspect = script.claimOne(lease);
    Video before = script.latest(queued);

    Artifact poster = artifact(Artifact.POSTER, 1);
    Receipt receipt = script.report(new TaskReport.Succeeded(
        inspect,
        List.of(poster),
        MEDIA,
        List.of(task("render", 0), task("render", 1), task("publish", 0, "render")),
        false,
        Duration.ofNanos(123_456_789)));

    assertThat(receipt).isEqualTo(Receipt.ACCEPTED);
    assertThat(script.latest(queued).media()).isEqualTo(MEDIA);
    assertThat(script.latest(queued).version()).isEqualTo(before.version());
    assertThat(script.latest(queued).playableAt()).isNull();
    assertThat(store().videos().artifacts(queued.id())).containsExactly(poster);
    assertThat(statuses(script.tasks(queued)))
        .containsExactly(
            TaskStatus.SUCCEEDED, TaskStatus.READY, TaskStatus.READY, TaskStatus.BLOCKED);
    Task.Attempt attempt = script.tasks(queued).get(0).attempts().get(0);
    assertThat(attempt.outcome()).isEqualTo(Task.Outcome.SUCCEEDED);
    assertThat(attempt.cpu()).isEqualTo(Duration.ofNanos(123_456_789));
    assertThat(attempt.endedAt()).isNotNull();
    assertThat(store().events().replay(queued.id(), before.eventNumber(), 10))
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("MediaInspected", "ArtifactAdded", "TaskSucceeded");
  }

  /** A successor waits for all its predecessors. */
  @Test
  default void a_task_is_ready_when_every_part_of_every_step_before_it_has_succeeded() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(
        task("render", 0),
        task("render", 1),
        task("audio", 0),
        task("publish", 0, "render", "audio"));
    List<Claim> claims = script.claimAll(lease);

    assertThat(claims).hasSize(3);
    for (Claim claim : claims) {
      assertThat(statuses(script.tasks(video))).endsWith(TaskStatus.BLOCKED);
      script.report(succeeded(claim));
    }
    assertThat(statuses(script.tasks(video))).endsWith(TaskStatus.READY);
  }

  /** A step name that is not in the plan blocks nothing. */
  @Test
  default void a_step_that_is_not_in_the_plan_is_not_waited_for() {
    StoreScript script = new StoreScript(store());
    Video video = script.queued(task("publish", 0, "render"));

    assertThat(statuses(script.tasks(video))).containsExactly(TaskStatus.READY);
  }

  /**
   * Tasks that a report plans belong to its video at once, even for later reports in the same call.
   */
  @Test
  default void tasks_planned_by_one_report_are_cancelled_by_the_next() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video first = script.queued(task("inspect", 0), task("audio", 0));
    script.queued(task("inspect", 0));
    List<Claim> claims = script.claimAll(lease);

    List<Receipt> receipts = store()
        .tasks()
        .report(List.of(
            planned(claims.get(0), task("render", 0)),
            planned(claims.get(2), task("render", 0)),
            failed(claims.get(1), BROKEN, null)));

    assertThat(receipts).containsOnly(Receipt.ACCEPTED);
    assertThat(statuses(script.tasks(first)))
        .containsExactly(TaskStatus.SUCCEEDED, TaskStatus.FAILED, TaskStatus.CANCELLED);
    assertThat(script.claimAll(lease)).hasSize(1);
  }

  /** Several reports can share one call, and each has its own receipt. */
  @Test
  default void reports_in_one_call_each_have_a_receipt() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video first =
        script.queued(task("render", 0), task("audio", 0), task("publish", 0, "render", "audio"));
    Video second = script.queued(task("render", 0));
    List<Claim> claims = script.claimAll(lease);

    List<Receipt> receipts = store()
        .tasks()
        .report(List.of(
            succeeded(claims.get(0)),
            succeeded(claims.get(0)),
            succeeded(claims.get(2)),
            succeeded(claims.get(1))));

    assertThat(receipts)
        .containsExactly(Receipt.ACCEPTED, Receipt.LEASE_LOST, Receipt.ACCEPTED, Receipt.ACCEPTED);
    assertThat(statuses(script.tasks(first)))
        .containsExactly(TaskStatus.SUCCEEDED, TaskStatus.SUCCEEDED, TaskStatus.READY);
    assertThat(statuses(script.tasks(second))).containsExactly(TaskStatus.SUCCEEDED);
    assertThat(store().tasks().report(List.of())).isEmpty();
  }

  /** A success that is refused leaves nothing behind. */
  @Test
  default void a_success_with_an_invalid_plan_or_a_taken_name_is_refused_as_a_whole() {
    StoreScript script = new StoreScript(store());
    Video video = script.queued(task("inspect", 0), task("render", 0));
    List<Claim> claims = script.claimAll(script.join("a"));
    script.report(succeeded(claims.get(1), artifact(Artifact.MP4, 1)));
    Video before = script.latest(video);
    List<TaskReport> refused = List.of(
        planned(claims.get(0), task("render", 0)),
        planned(claims.get(0), task("audio", 0, "publish"), task("publish", 0, "audio")),
        succeeded(claims.get(0), artifact(Artifact.POSTER, 1), artifact(Artifact.MP4, 1)),
        succeeded(claims.get(0), artifact(Artifact.HLS, 2)));

    for (TaskReport report : refused) {
      assertThatIllegalArgumentException().isThrownBy(() -> script.report(report));
    }
    assertThat(script.latest(video)).isEqualTo(before);
    assertThat(script.tasks(video)).hasSize(2);
    assertThat(script.report(succeeded(claims.get(0)))).isEqualTo(Receipt.ACCEPTED);
  }

  /** The last task completes the video. */
  @Test
  default void publishing_completes_the_video() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(task("render", 0), task("publish", 0, "render"));
    script.report(succeeded(script.claimOne(lease), artifact(Artifact.HLS, 1)));
    script.report(published(script.claimOne(lease)));

    Video completed = script.latest(video);
    assertThat(completed.status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(completed.publishedGeneration()).isEqualTo(1);
    assertThat(completed.completedAt()).isNotNull();
    assertThat(completed.playableAt()).isNotNull();
    assertThat(completed.progress()).isEqualTo(Progress.DONE);
    assertThat(completed.failure()).isNull();
    assertThat(statuses(script.tasks(video))).containsOnly(TaskStatus.SUCCEEDED);
  }

  /** Reprocessing starts with new tasks and no progress. */
  @Test
  default void a_new_generation_has_its_own_tasks_and_progress() {
    StoreScript script = new StoreScript(store());
    Video completed = script.inStatus(VideoStatus.COMPLETED);

    Video again = script.change(completed, new VideoChange.Queued(List.of(task("inspect", 0))));

    assertThat(again.generation()).isEqualTo(2);
    assertThat(again.publishedGeneration()).isEqualTo(1);
    assertThat(again.progress()).isEqualTo(Progress.UNKNOWN);
    assertThat(script.tasks(again)).extracting(task -> task.id().generation()).containsExactly(2);
    assertThat(script.claimOne(script.join("b")).totalWeight()).isEqualTo(1);
  }

  /** A lost claim writes nothing, whatever the write is. */
  @Test
  default void a_stale_claim_writes_nothing() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(task("render", 0));
    Claim stale = script.claimOne(lease);
    script.report(new TaskReport.Released(stale));
    Claim current = script.claimOne(lease);
    Video before = script.latest(video);
    List<Task> tasksBefore = script.tasks(video);

    List<TaskReport> writes = List.of(
        succeeded(stale, artifact(Artifact.MP4, 1)),
        published(stale),
        planned(stale, task("audio", 0)),
        failed(stale, BROKEN, Duration.ZERO),
        failed(stale, BROKEN, null),
        new TaskReport.Released(stale));
    assertThat(store().tasks().report(writes)).containsOnly(Receipt.LEASE_LOST).hasSize(6);
    assertThat(store().tasks().progress(Map.of(stale, new Progress(0.5, null, null))))
        .containsExactly(Map.entry(stale, Receipt.LEASE_LOST));

    assertThat(script.latest(video)).isEqualTo(before);
    assertThat(script.tasks(video)).isEqualTo(tasksBefore);
    assertThat(script.events(video)).hasSize((int) before.eventNumber());
    assertThat(script.report(succeeded(current))).isEqualTo(Receipt.ACCEPTED);
  }

  /** A claim for a video that the store does not have is lost. */
  @Test
  default void a_claim_for_an_unknown_video_is_lost() {
    Claim unknown = new Claim(
        1,
        new TaskId(VideoId.create(), 1, "render", 0),
        new Lease("a", 1, StoreScript.LEASE),
        1,
        1,
        0,
        "",
        1,
        0,
        1,
        "",
        Duration.ZERO);

    assertThat(store().tasks().report(List.of(succeeded(unknown))))
        .containsExactly(Receipt.LEASE_LOST);
    assertThat(store().tasks().progress(Map.of(unknown, Progress.UNKNOWN)))
        .containsEntry(unknown, Receipt.LEASE_LOST);
  }

  /** Progress is stored, but is neither a change nor an event. */
  @Test
  default void progress_is_stored_without_a_version_or_an_event() {
    StoreScript script = new StoreScript(store());
    Video video = script.queued(task("render", 0));
    Claim claim = script.claimOne(script.join("a"));
    Video before = script.latest(video);
    Progress progress = new Progress(0.25, 1.5, Duration.ofMillis(1234));

    assertThat(store().tasks().progress(Map.of(claim, progress)))
        .containsEntry(claim, Receipt.ACCEPTED);

    Video after = script.latest(video);
    assertThat(after.progress()).isEqualTo(progress);
    assertThat(after.version()).isEqualTo(before.version());
    assertThat(after.eventNumber()).isEqualTo(before.eventNumber());
    assertThat(after.updatedAt()).isEqualTo(before.updatedAt());
  }

  /** Progress does not go back and reaches 1 only after the last commit. */
  @Test
  default void progress_never_goes_back_within_an_attempt_and_is_not_complete_before_the_end() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(task("render", 0), task("publish", 0, "render"));
    Claim claim = script.claimOne(lease);

    assertThat(fractionAfter(video, claim, 0.6)).isEqualTo(0.6);
    assertThat(fractionAfter(video, claim, 0.3)).isEqualTo(0.6);
    assertThat(fractionAfter(video, claim, null)).isEqualTo(0.6);
    assertThat(fractionAfter(video, claim, 1.0)).isBetween(0.6, Math.nextDown(1.0));

    script.report(failed(claim, BROKEN, Duration.ZERO));
    assertThat(script.latest(video).progress().fraction()).isZero();
    assertThat(fractionAfter(video, script.claimOne(lease), 0.1)).isEqualTo(0.1);
  }

  /** Planning more work lowers the fraction that is done. */
  @Test
  default void progress_falls_back_to_what_is_committed_when_more_is_planned() {
    StoreScript script = new StoreScript(store());
    Video video = script.queued(task("inspect", 0));
    Claim claim = script.claimOne(script.join("a"));
    fractionAfter(video, claim, 0.9);

    script.report(
        planned(claim, task("render", 0), task("render", 1), task("publish", 0, "render")));

    assertThat(script.latest(video).progress().fraction()).isEqualTo(0.25);
  }

  private Double fractionAfter(Video video, Claim claim, @Nullable Double fraction) {
    store().tasks().progress(Map.of(claim, new Progress(fraction, null, null)));
    Double kept = store().videos().find(video.id()).orElseThrow().progress().fraction();
    assertThat(kept).isNotNull();
    return kept == null ? Double.NaN : kept;
  }

  private static List<TaskStatus> statuses(List<Task> tasks) {
    return tasks.stream().map(Task::status).toList();
  }
}
