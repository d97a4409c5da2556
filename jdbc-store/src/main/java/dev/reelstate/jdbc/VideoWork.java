package dev.reelstate.jdbc;

import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskId;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoEdit;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules by which a locked video, its tasks and its events change together. Not thread-safe. */
final class VideoWork {

  private static final Set<String> PLAYABLE = Set.of(Artifact.MP4, Artifact.HLS);

  private final Transaction transaction;
  private final LockedVideo video;
  private final TaskRows tasks;

  VideoWork(Transaction transaction, LockedVideo video) {
    this.transaction = transaction;
    this.video = video;
    this.tasks = transaction.tasks();
  }

  /** Emits the first event of a new video. */
  void begin() {
    video.begin(VideoStatus.UPLOADING);
  }

  /** Queues a new video whose original is already in storage. */
  void beginQueued(StoredVideo stored) {
    video.setOriginal(stored.original());
    stored.keptRecipe().ifPresent(video::setRecipe);
    video.begin(VideoStatus.QUEUED);
    beginGeneration(new TaskPlan(stored.plan()));
  }

  void apply(VideoChange change) {
    if (change instanceof VideoChange.Received received) {
      video.setOriginal(received.original());
      video.become(VideoStatus.UPLOADED, null);
    } else if (change instanceof VideoChange.Queued queued) {
      if (queued.recipe() != null) {
        video.setRecipe(queued.recipe());
      }
      queue(new TaskPlan(queued.plan()));
    } else if (change instanceof VideoChange.Resumed) {
      resume();
    } else if (change instanceof VideoChange.Restarted) {
      video.setOriginal(null);
      video.setMedia(null);
      video.setProgress(Progress.UNKNOWN);
      video.become(VideoStatus.UPLOADING, null);
    } else if (change instanceof VideoChange.Stopped stopped) {
      tasks.cancelOpen(video);
      video.become(stopped.to(), stopped.failure());
      if (stopped.to() == VideoStatus.DELETED) {
        video.giveUpUploadKey();
      }
    }
  }

  /** Edits what belongs to the video, and moves what still waits of it in the queue. */
  void edit(VideoEdit edit) {
    boolean moves = edit.priority() != null && edit.priority() != video.priority();
    video.edit(edit);
    if (edit.labels() != null) {
      transaction.relabel(video.id(), edit.labels());
    }
    if (moves) {
      video.drawTurn();
      tasks.requeue(video);
    }
    video.emit(number -> new VideoEvent.VideoEdited(video.id(), number, video.now(), edit));
  }

  /**
   * Adds an artifact that the host has given.
   *
   * @return the one that it replaces
   */
  Optional<Artifact> give(Artifact artifact) {
    if (video.status() == VideoStatus.DELETED) {
      throw new IllegalStateException("The video " + video.id() + " is deleted.");
    }
    Optional<Artifact> before = transaction.artifacts().removeGiven(video.id(), artifact);
    long number =
        video.emit(next -> new VideoEvent.ArtifactAdded(video.id(), next, video.now(), artifact));
    transaction.artifacts().add(video.id(), number, artifact);
    return before;
  }

  /** Starts a ready task on a node. */
  Claim start(
      ReelstateTaskRecord task,
      Lease lease,
      String input,
      @Nullable Integer slot,
      Task.@Nullable Wait wait) {
    if (video.status() == VideoStatus.QUEUED) {
      video.become(VideoStatus.PROCESSING, null);
    }
    tasks.start(task, lease, slot);
    TaskId id = new TaskId(video.id(), task.getGeneration(), task.getStep(), task.getPart());
    video.emit(number -> new VideoEvent.TaskStarted(
        id.videoId(),
        number,
        video.now(),
        id.generation(),
        id.step(),
        id.part(),
        task.getAttempts(),
        lease.node()));
    return new Claim(
        task.getId(),
        id,
        lease,
        task.getToken(),
        task.getAttempts(),
        task.getFailures(),
        input,
        task.getWeight(),
        video.doneWeight(),
        video.totalWeight(),
        wait == null ? "" : wait.note(),
        wait == null ? Duration.ZERO : Duration.between(wait.since(), video.now()));
  }

  void succeed(ReelstateTaskRecord task, TaskReport.Succeeded report) {
    tasks.succeed(task, report.cpu());
    video.addDoneWeight(task.getWeight());
    if (report.media() != null) {
      inspected(report.media());
    }
    report.artifacts().forEach(this::add);
    video.emit(number -> new VideoEvent.TaskSucceeded(
        video.id(),
        number,
        video.now(),
        task.getGeneration(),
        task.getStep(),
        task.getPart(),
        task.getAttempts()));
    tasks.releaseSuccessors(task);
    if (!report.plan().isEmpty()) {
      extend(new TaskPlan(report.plan()));
    }
    if (report.publishes()) {
      publish();
    }
  }

  void fail(ReelstateTaskRecord task, TaskReport.Failed report) {
    Failure failure = report.failure();
    Instant due = report.retryIn() == null ? null : video.now().plus(report.retryIn());
    task.setFailures(task.getFailures() + 1);
    TaskStatus next = due == null ? TaskStatus.FAILED : TaskStatus.SCHEDULED;
    tasks.end(task, next, due, Outcome.FAILED, failure, report.cpu());
    if (due == null) {
      failFinally(task, failure);
    } else {
      emitFailed(task, failure, due);
      video.fallBack();
    }
  }

  private void failFinally(ReelstateTaskRecord task, Failure failure) {
    emitFailed(task, failure, null);
    tasks.cancelOpen(video);
    video.become(failure.code().rejects() ? VideoStatus.REJECTED : VideoStatus.FAILED, failure);
  }

  /** Fails a ready task; false if the video has already ended. */
  boolean failReady(ReelstateTaskRecord task, Failure failure) {
    if (video.status().isSettled()) {
      return false;
    }
    tasks.settle(task, TaskStatus.FAILED);
    failFinally(task, failure);
    return true;
  }

  /** Schedules a running task that asks to be run again. */
  void postpone(ReelstateTaskRecord task, TaskReport.Postponed report) {
    Instant due = video.now().plus(report.in());
    int asks = transaction.waits().ask(task, report.note()).asks();
    tasks.postpone(task, due);
    video.emit(number -> new VideoEvent.TaskPostponed(
        video.id(),
        number,
        video.now(),
        task.getGeneration(),
        task.getStep(),
        task.getPart(),
        asks,
        due));
    video.fallBack();
  }

  /** Makes a running task ready again, for any node. */
  void giveBack(ReelstateTaskRecord task, Outcome outcome) {
    tasks.end(task, TaskStatus.READY, null, outcome, null, null);
    video.fallBack();
  }

  private void queue(TaskPlan plan) {
    video.become(VideoStatus.QUEUED, null);
    beginGeneration(plan);
  }

  private void beginGeneration(TaskPlan plan) {
    video.beginGeneration();
    video.drawTurn();
    transaction.plans().add(video, plan);
  }

  private void extend(TaskPlan plan) {
    plan.refuseAmong(tasks.places(video));
    transaction.plans().add(video, plan);
    video.fallBack();
  }

  private void resume() {
    video.become(VideoStatus.QUEUED, null);
    video.drawTurn();
    if (tasks.resume(video) == 0) {
      throw new IllegalStateException("The video has no failed or cancelled task to resume.");
    }
    video.fallBack();
  }

  private void publish() {
    tasks.cancelOpen(video);
    video.publishGeneration();
    video.become(VideoStatus.COMPLETED, null);
  }

  private void inspected(MediaInfo media) {
    video.setMedia(media);
    video.emit(number -> new VideoEvent.MediaInspected(video.id(), number, video.now(), media));
  }

  private void add(Artifact artifact) {
    if (artifact.generation() != video.generation()
        || !transaction.artifacts().isNew(artifact, video)) {
      throw new IllegalArgumentException("The artifact " + artifact.kind() + " \"" + artifact.name()
          + "\" already exists or belongs to another generation.");
    }
    long number =
        video.emit(next -> new VideoEvent.ArtifactAdded(video.id(), next, video.now(), artifact));
    transaction.artifacts().add(video.id(), number, artifact);
    if (PLAYABLE.contains(artifact.kind())) {
      video.markPlayable();
    }
  }

  private void emitFailed(ReelstateTaskRecord task, Failure failure, @Nullable Instant retryAt) {
    video.emit(number -> new VideoEvent.TaskFailed(
        video.id(),
        number,
        video.now(),
        task.getGeneration(),
        task.getStep(),
        task.getPart(),
        task.getAttempts(),
        failure,
        retryAt));
  }
}
