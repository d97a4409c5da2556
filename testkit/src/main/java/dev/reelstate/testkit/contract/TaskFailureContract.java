package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.BROKEN;
import static dev.reelstate.testkit.contract.StoreScript.DAMAGED;
import static dev.reelstate.testkit.contract.StoreScript.failed;
import static dev.reelstate.testkit.contract.StoreScript.published;
import static dev.reelstate.testkit.contract.StoreScript.succeeded;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of unfinished work: failed, handed back, cancelled and resumed. */
public interface TaskFailureContract extends StoreContract {

  /** A failed task with a retry waits for its due time. */
  @Test
  default void a_failure_with_a_retry_is_scheduled_by_the_stores_clock() {
    StoreScript script = new StoreScript(store());
    Video video = script.queued(task("render", 0));
    Claim claim = script.claimOne(script.join("a"));

    script.report(failed(claim, BROKEN, Duration.ofMinutes(5)));

    Task task = script.tasks(video).get(0);
    Task.Attempt attempt = task.attempts().get(0);
    assertThat(task.status()).isEqualTo(TaskStatus.SCHEDULED);
    assertThat(attempt.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(attempt.failure()).isEqualTo(BROKEN);
    Instant ended = attempt.endedAt();
    assertThat(ended).isNotNull();
    if (ended != null) {
      assertThat(task.dueAt()).isEqualTo(ended.plus(Duration.ofMinutes(5)));
    }
    assertThat(script.latest(video).status()).isEqualTo(VideoStatus.PROCESSING);
    VideoEvent last = script.events(video).get(script.events(video).size() - 1);
    assertThat(last)
        .isInstanceOfSatisfying(
            VideoEvent.TaskFailed.class,
            event -> assertThat(event.retryAt()).isEqualTo(task.dueAt()));
  }

  /** All parts of a failure are kept, even a code that this release does not know. */
  @Test
  default void a_failure_is_kept_in_full() {
    StoreScript script = new StoreScript(store());
    Failure failure = new Failure(
        new FailureCode(3999, "FROM_THE_FUTURE"),
        "render",
        "Größer.",
        "a\nstack",
        true,
        Map.of("codec", "h264"));
    Video video = script.queued(task("render", 0));

    script.report(failed(script.claimOne(script.join("a")), failure, null));

    assertThat(script.latest(video).failure()).isEqualTo(failure);
    assertThat(script.tasks(video).get(0).attempts().get(0).failure()).isEqualTo(failure);
  }

  /** A failure without a retry ends the video and all its remaining work. */
  @Test
  default void a_failure_without_a_retry_fails_the_video_and_cancels_the_rest() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(
        task("render", 0),
        task("render", 1),
        task("render", 2),
        task("audio", 3),
        task("publish", 0, "render"));
    List<Claim> claims = store().tasks().claim(lease, 4, StoreScript.STEPS);
    script.report(succeeded(claims.get(0)));
    script.report(failed(claims.get(3), BROKEN, Duration.ofHours(1)));

    script.report(failed(claims.get(1), BROKEN, null));

    Video failedVideo = script.latest(video);
    assertThat(failedVideo.status()).isEqualTo(VideoStatus.FAILED);
    assertThat(failedVideo.failure()).isEqualTo(BROKEN);
    assertThat(script.tasks(video))
        .extracting(Task::status)
        .containsExactly(
            TaskStatus.SUCCEEDED,
            TaskStatus.FAILED,
            TaskStatus.CANCELLED,
            TaskStatus.CANCELLED,
            TaskStatus.CANCELLED);
    assertThat(script.tasks(video).get(2).attempts().get(0).outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(script.report(succeeded(claims.get(2)))).isEqualTo(Receipt.LEASE_LOST);
    assertThat(script.claimAll(lease)).isEmpty();
    assertThat(script.events(video))
        .extracting(event -> event.getClass().getSimpleName())
        .endsWith("TaskFailed", "StatusChanged");
  }

  /** Applies even within one call. */
  @Test
  default void a_report_after_the_failure_of_its_video_in_the_same_call_is_lost() {
    StoreScript script = new StoreScript(store());
    Video video = script.queued(task("render", 0), task("render", 1));
    List<Claim> claims = script.claimAll(script.join("a"));

    assertThat(store()
            .tasks()
            .report(List.of(failed(claims.get(0), BROKEN, null), succeeded(claims.get(1)))))
        .containsExactly(Receipt.ACCEPTED, Receipt.LEASE_LOST);
    assertThat(script.tasks(video))
        .extracting(Task::status)
        .containsExactly(TaskStatus.FAILED, TaskStatus.CANCELLED);
  }

  /** A failure caused by the file rejects the video. */
  @Test
  default void a_failure_that_is_the_files_fault_rejects_the_video() {
    StoreScript script = new StoreScript(store());
    Video video = script.queued(task("inspect", 0));

    script.report(failed(script.claimOne(script.join("a")), DAMAGED, null));

    assertThat(script.latest(video).status()).isEqualTo(VideoStatus.REJECTED);
    assertThat(script.latest(video).failure()).isEqualTo(DAMAGED);
  }

  /** Handing back does not count as a failed attempt. */
  @Test
  default void a_released_task_is_ready_and_has_no_failure() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(task("render", 0));

    assertThat(script.report(new TaskReport.Released(script.claimOne(lease))))
        .isEqualTo(Receipt.ACCEPTED);

    assertThat(script.tasks(video).get(0).status()).isEqualTo(TaskStatus.READY);
    assertThat(script.tasks(video).get(0).attempts().get(0).outcome()).isEqualTo(Outcome.RELEASED);
    Claim again = script.claimOne(lease);
    assertThat(again.failures()).isZero();
    assertThat(again.attempt()).isEqualTo(2);
  }

  /** Stopping a video revokes the claims on its tasks. */
  @Test
  default void a_stopped_video_refuses_reports_of_its_tasks() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    for (VideoStatus to : List.of(VideoStatus.CANCELLED, VideoStatus.DELETED)) {
      Video video = script.queued(task("render", 0), task("publish", 0, "render"));
      Claim claim = script.claimOne(lease);

      Video stopped = script.change(script.latest(video), new VideoChange.Stopped(to, null));

      assertThat(stopped.status()).isEqualTo(to);
      assertThat(script.tasks(video)).extracting(Task::status).containsOnly(TaskStatus.CANCELLED);
      assertThat(script.report(published(claim))).isEqualTo(Receipt.LEASE_LOST);
      assertThat(script.claimAll(lease)).isEmpty();
      assertThat(script.latest(video)).isEqualTo(stopped);
    }
  }

  /** Resuming repeats only unfinished work. */
  @Test
  default void a_resumed_video_keeps_what_succeeded_and_restarts_the_rest() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(task("render", 0), task("render", 1), task("publish", 0, "render"));
    script.report(succeeded(script.claimOne(lease)));
    script.report(failed(script.claimOne(lease), BROKEN, Duration.ZERO));
    script.report(failed(script.claimOne(lease), BROKEN, null));

    Video resumed = script.change(script.latest(video), new VideoChange.Resumed());

    assertThat(resumed.status()).isEqualTo(VideoStatus.QUEUED);
    assertThat(resumed.generation()).isEqualTo(1);
    assertThat(resumed.failure()).isNull();
    assertThat(script.tasks(video))
        .extracting(Task::status)
        .containsExactly(TaskStatus.SUCCEEDED, TaskStatus.READY, TaskStatus.BLOCKED);
    Claim again = script.claimOne(lease);
    assertThat(again.task().part()).isEqualTo(1);
    assertThat(again.failures()).isZero();
    assertThat(again.attempt()).isEqualTo(3);
    assertThat(again.doneWeight()).isEqualTo(1);
    script.report(succeeded(again));
    script.report(published(script.claimOne(lease)));
    assertThat(script.latest(video).status()).isEqualTo(VideoStatus.COMPLETED);
  }

  /** A video without unfinished work cannot be resumed. */
  @Test
  default void there_must_be_something_to_resume() {
    StoreScript script = new StoreScript(store());
    for (VideoStatus status : List.of(VideoStatus.UPLOADED, VideoStatus.COMPLETED)) {
      Video video = script.inStatus(status);
      assertThatIllegalStateException()
          .isThrownBy(() -> store().videos().change(video, new VideoChange.Resumed()));
      assertThat(script.latest(video)).isEqualTo(video);
    }
  }
}
