package dev.reelstate.testkit;

import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskId;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.telemetry.TraceParent;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.RecipeRef;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoDetails.FailedAttempt;
import dev.reelstate.video.VideoEdit;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link InMemoryVideoStore} keeps about one video, and the rules by which it changes. Not
 * thread-safe: a transaction of the store works on a copy and puts it in place at its end.
 */
final class VideoEntry {

  /** The generation of the artifacts that the host has given. */
  static final int GIVEN = 0;

  private NewVideo origin;
  final Instant createdAt;
  final List<TaskEntry> tasks = new ArrayList<>();
  final List<VideoEvent> events = new ArrayList<>();
  final List<Artifact> artifacts = new ArrayList<>();
  GroundTruthEntry groundTruth = new GroundTruthEntry();
  VideoStatus status = VideoStatus.UPLOADING;
  long version;
  int generation;
  int publishedGeneration;
  long edits;

  /** The number of the last event that is forgotten; 0 for none. */
  private long forgotten;

  long turn;
  private @Nullable RecipeRef recipe;

  @Nullable
  TraceParent trace;

  private @Nullable Original original;
  private @Nullable MediaInfo media;
  private @Nullable Failure failure;
  private Progress progress = Progress.UNKNOWN;
  private Instant updatedAt;
  private @Nullable Instant playableAt;
  private @Nullable Instant completedAt;

  private VideoEntry(NewVideo origin, Instant createdAt) {
    this.origin = origin;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
    this.recipe = origin.recipe() == null ? null : new RecipeRef(origin.recipe(), null);
  }

  static VideoEntry create(NewVideo origin, Instant now) {
    VideoEntry created = new VideoEntry(origin, now);
    created.begin(VideoStatus.UPLOADING, now);
    return created;
  }

  static VideoEntry create(StoredVideo stored, LongSupplier keys, long turn, Instant now) {
    VideoEntry created = new VideoEntry(stored.video(), now);
    created.original = stored.original();
    created.recipe = stored.keptRecipe().orElse(null);
    created.turn = turn;
    created.begin(VideoStatus.QUEUED, now);
    created.generation = 1;
    created.plan(stored.plan(), keys, now);
    return created;
  }

  private void begin(VideoStatus first, Instant now) {
    status = first;
    emit(number -> new VideoEvent.StatusChanged(origin.id(), number, now, null, first, null));
  }

  VideoEntry copy() {
    VideoEntry copy = new VideoEntry(origin, createdAt);
    tasks.forEach(task -> copy.tasks.add(task.copy()));
    copy.events.addAll(events);
    copy.artifacts.addAll(artifacts);
    copy.groundTruth = groundTruth.copy();
    copy.status = status;
    copy.version = version;
    copy.generation = generation;
    copy.publishedGeneration = publishedGeneration;
    copy.edits = edits;
    copy.forgotten = forgotten;
    copy.turn = turn;
    copy.recipe = recipe;
    copy.trace = trace;
    copy.original = original;
    copy.media = media;
    copy.failure = failure;
    copy.progress = progress;
    copy.updatedAt = updatedAt;
    copy.playableAt = playableAt;
    copy.completedAt = completedAt;
    return copy;
  }

  /** The upload key; null for a deleted video. */
  @Nullable
  String uploadKey() {
    return status == VideoStatus.DELETED ? null : origin.uploadKey();
  }

  Video toVideo() {
    return new Video(
        origin.id(),
        origin.project(),
        origin.title(),
        origin.fileName(),
        uploadKey(),
        origin.labels(),
        origin.priority(),
        recipe,
        origin.metadata(),
        origin.parameters(),
        origin.posterAt(),
        edits,
        status,
        version,
        generation,
        publishedGeneration,
        original,
        media,
        failure,
        progress,
        groundTruth.status(),
        events.size(),
        createdAt,
        updatedAt,
        playableAt,
        completedAt);
  }

  VideoDetails toDetails() {
    return new VideoDetails(
        toVideo(),
        currentTasks().stream().map(TaskEntry::toTask).toList(),
        artifacts.stream()
            .filter(artifact ->
                List.of(GIVEN, generation, publishedGeneration).contains(artifact.generation()))
            .toList(),
        tasks.stream()
            .flatMap(TaskEntry::failedAttempts)
            .sorted(Comparator.comparing(FailedAttempt::at))
            .toList());
  }

  /** Edits what belongs to the video, and moves it in the queue if its priority changes. */
  void edit(VideoEdit edit, LongSupplier turns, Instant now) {
    int before = origin.priority();
    origin = new NewVideo(
        origin.id(),
        origin.project(),
        or(edit.title(), origin.title()),
        origin.fileName(),
        origin.uploadKey(),
        or(edit.labels(), origin.labels()),
        or(edit.priority(), origin.priority()),
        origin.recipe(),
        or(edit.metadata(), origin.metadata()),
        origin.parameters(),
        edit.posterAt() == null ? origin.posterAt() : edit.posterAt());
    edits++;
    if (origin.priority() != before) {
      turn = turns.getAsLong();
    }
    emit(number -> new VideoEvent.VideoEdited(origin.id(), number, now, edit));
  }

  private static <T> T or(@Nullable T edited, T before) {
    return edited == null ? before : edited;
  }

  /** Adds an artifact that the host has given, and returns the one that it replaces. */
  Optional<Artifact> give(Artifact artifact, Instant now) {
    if (status == VideoStatus.DELETED) {
      throw new IllegalStateException("The video " + origin.id() + " is deleted.");
    }
    Optional<Artifact> before = artifacts.stream()
        .filter(other -> other.generation() == GIVEN && hasNameOf(other, artifact))
        .findFirst();
    before.ifPresent(artifacts::remove);
    artifacts.add(artifact);
    emit(number -> new VideoEvent.ArtifactAdded(origin.id(), number, now, artifact));
    return before;
  }

  /** Those of a generation and those given, without those whose place a given one has taken. */
  List<Artifact> readable(int ofGeneration) {
    List<Artifact> given =
        artifacts.stream().filter(artifact -> artifact.generation() == GIVEN).toList();
    return artifacts.stream()
        .filter(artifact -> given.contains(artifact)
            || (artifact.generation() == ofGeneration
                && given.stream().noneMatch(other -> hasNameOf(other, artifact))))
        .toList();
  }

  private static boolean hasNameOf(Artifact one, Artifact other) {
    return one.kind().equals(other.kind()) && one.name().equals(other.name());
  }

  void forgetOriginal() {
    requireSettled("original");
    original = null;
    version++;
  }

  void forgetArtifacts(Set<String> kinds) {
    requireSettled("files");
    artifacts.removeIf(
        artifact -> artifact.generation() != GIVEN && kinds.contains(artifact.kind()));
    version++;
  }

  /**
   * Forgets the events before the first that happened at or after a time, or has to stay, or is the
   * last.
   */
  long forgetEvents(Instant before, Set<Long> staying) {
    requireSettled("events");
    long known = forgotten;
    for (VideoEvent event : events.subList(0, events.size() - 1)) {
      if (!event.at().isBefore(before) || staying.contains(event.number())) {
        break;
      }
      forgotten = Math.max(forgotten, event.number());
    }
    return forgotten - known;
  }

  /** The events that are not forgotten. */
  List<VideoEvent> remembered() {
    return events.subList((int) forgotten, events.size());
  }

  private void requireSettled(String needed) {
    if (!status.isSettled()) {
      throw new IllegalStateException("The " + needed + " of a video that is " + status.wireName()
          + (needed.endsWith("s") ? " are" : " is") + " still needed.");
    }
  }

  NewVideo origin() {
    return origin;
  }

  Instant createdAt() {
    return createdAt;
  }

  GroundTruthRevision saveGroundTruth(
      GroundTruth content, String hash, ReviewState state, String by, Instant now) {
    GroundTruthRevision saved = groundTruth.add(origin.id(), content, hash, state, by, now);
    emit(number -> new VideoEvent.GroundTruthSaved(
        origin.id(),
        number,
        now,
        saved.revision(),
        state,
        saved.frames(),
        saved.annotations(),
        hash,
        by));
    return saved;
  }

  Optional<GroundTruthRevision> reviewGroundTruth(
      GroundTruthRevision seen, ReviewState next, String by, Instant now) {
    Optional<GroundTruthRevision> reviewed = groundTruth.review(seen, next, by, now);
    reviewed.ifPresent(revision -> emit(number -> new VideoEvent.GroundTruthReviewed(
        origin.id(), number, now, revision.revision(), seen.state(), next, by)));
    return reviewed;
  }

  List<TaskEntry> currentTasks() {
    return tasks.stream().filter(task -> task.id.generation() == generation).toList();
  }

  @Nullable
  TaskEntry heldBy(Claim claim) {
    return tasks.stream()
        .filter(task -> task.key == claim.key() && task.isHeldBy(claim))
        .findFirst()
        .orElse(null);
  }

  void apply(VideoChange change, LongSupplier keys, LongSupplier turns, Instant now) {
    if (!status.canBecome(change.to())) {
      throw new IllegalStateException("A video that is " + status.wireName() + " cannot become "
          + change.to().wireName() + ".");
    }
    if (change instanceof VideoChange.Received received) {
      original = received.original();
      become(VideoStatus.UPLOADED, null, now);
    } else if (change instanceof VideoChange.Queued queued) {
      recipe = queued.recipe() == null ? recipe : queued.recipe();
      turn = turns.getAsLong();
      queue(queued.plan(), keys, now);
    } else if (change instanceof VideoChange.Resumed) {
      turn = turns.getAsLong();
      resume(now);
    } else if (change instanceof VideoChange.Restarted) {
      original = null;
      media = null;
      progress = Progress.UNKNOWN;
      become(VideoStatus.UPLOADING, null, now);
    } else if (change instanceof VideoChange.Stopped stopped) {
      cancelUnsettled(now);
      become(stopped.to(), stopped.failure(), now);
    }
  }

  Claim start(TaskEntry task, Lease lease, Instant now) {
    if (status == VideoStatus.QUEUED) {
      become(VideoStatus.PROCESSING, null, now);
    }
    task.start(lease, now);
    TaskId id = task.id;
    int attempt = task.attempts.size();
    emit(number -> new VideoEvent.TaskStarted(
        id.videoId(), number, now, id.generation(), id.step(), id.part(), attempt, lease.node()));
    return new Claim(
        task.key,
        id,
        lease,
        task.token,
        attempt,
        task.failures,
        task.spec.input(),
        task.spec.weight(),
        doneWeight(),
        totalWeight(),
        task.waiting == null ? "" : task.waiting.note(),
        task.waiting == null ? Duration.ZERO : Duration.between(task.waiting.since(), now));
  }

  void succeed(TaskEntry task, TaskReport.Succeeded report, LongSupplier keys, Instant now) {
    task.endAttempt(Outcome.SUCCEEDED, null, report.cpu(), now);
    task.settle(TaskStatus.SUCCEEDED);
    task.waiting = null;
    MediaInfo found = report.media();
    if (found != null) {
      media = found;
      emit(number -> new VideoEvent.MediaInspected(task.id.videoId(), number, now, found));
    }
    report.artifacts().forEach(artifact -> add(artifact, now));
    emit(number -> new VideoEvent.TaskSucceeded(
        task.id.videoId(),
        number,
        now,
        generation,
        task.id.step(),
        task.id.part(),
        task.attempts.size()));
    if (!report.plan().isEmpty()) {
      plan(report.plan(), keys, now);
      fallBack();
    }
    readyUnblocked(now);
    if (report.publishes()) {
      publish(now);
    }
  }

  void fail(TaskEntry task, TaskReport.Failed report, Instant now) {
    task.endAttempt(Outcome.FAILED, report.failure(), report.cpu(), now);
    task.failures++;
    if (report.retryIn() == null) {
      failFinally(task, report.failure(), now);
      return;
    }
    Instant due = now.plus(report.retryIn());
    task.schedule(due);
    emitFailed(task, report.failure(), due, now);
    fallBack();
  }

  void failFinally(TaskEntry task, Failure reason, Instant now) {
    task.settle(TaskStatus.FAILED);
    emitFailed(task, reason, null, now);
    cancelUnsettled(now);
    become(reason.code().rejects() ? VideoStatus.REJECTED : VideoStatus.FAILED, reason, now);
  }

  void postpone(TaskEntry task, TaskReport.Postponed report, Instant now) {
    Instant due = now.plus(report.in());
    task.postpone(report.note(), due, now);
    TaskId id = task.id;
    int asks = Objects.requireNonNull(task.waiting).asks();
    emit(number -> new VideoEvent.TaskPostponed(
        id.videoId(), number, now, id.generation(), id.step(), id.part(), asks, due));
    fallBack();
  }

  void giveBack(TaskEntry task, Outcome outcome, Instant now) {
    task.endAttempt(outcome, null, null, now);
    task.ready(now);
    fallBack();
  }

  /** Records new progress, but never a smaller fraction, and never 1 before the last commit. */
  void report(Progress latest) {
    Double before = progress.fraction();
    Double after =
        latest.fraction() == null ? before : Double.valueOf(Math.min(latest.fraction(), 0.999));
    boolean smaller = before != null && after != null && after < before;
    progress = new Progress(smaller ? before : after, latest.rate(), latest.timeLeft());
  }

  private void queue(List<TaskSpec> plan, LongSupplier keys, Instant now) {
    if (plan.isEmpty()) {
      throw new IllegalArgumentException("A plan must have at least one task.");
    }
    generation++;
    progress = Progress.UNKNOWN;
    plan(plan, keys, now);
    become(VideoStatus.QUEUED, null, now);
  }

  private void resume(Instant now) {
    List<TaskEntry> again = currentTasks().stream()
        .filter(task -> task.status == TaskStatus.FAILED || task.status == TaskStatus.CANCELLED)
        .toList();
    if (again.isEmpty()) {
      throw new IllegalStateException("The video has no failed or cancelled task to resume.");
    }
    for (TaskEntry task : again) {
      task.settle(TaskStatus.BLOCKED);
      task.failures = 0;
      task.losses = 0;
      task.waiting = null;
    }
    readyUnblocked(now);
    fallBack();
    become(VideoStatus.QUEUED, null, now);
  }

  private void publish(Instant now) {
    cancelUnsettled(now);
    publishedGeneration = generation;
    completedAt = now;
    progress = Progress.DONE;
    become(VideoStatus.COMPLETED, null, now);
  }

  private void add(Artifact artifact, Instant now) {
    boolean taken = artifacts.stream()
        .anyMatch(other -> other.generation() == artifact.generation()
            && other.kind().equals(artifact.kind())
            && other.name().equals(artifact.name()));
    if (taken || artifact.generation() != generation) {
      throw new IllegalArgumentException("The artifact " + artifact.kind() + " \"" + artifact.name()
          + "\" already exists or belongs to another generation.");
    }
    artifacts.add(artifact);
    if (playableAt == null && Set.of(Artifact.MP4, Artifact.HLS).contains(artifact.kind())) {
      playableAt = now;
    }
    emit(number -> new VideoEvent.ArtifactAdded(origin.id(), number, now, artifact));
  }

  private void plan(List<TaskSpec> plan, LongSupplier keys, Instant now) {
    refuseUnworkable(plan);
    Map<String, Set<Long>> keysOfStep = new HashMap<>();
    List<TaskEntry> planned = new ArrayList<>();
    for (TaskSpec spec : plan) {
      TaskId id = new TaskId(origin.id(), generation, spec.step(), spec.part());
      if (currentTasks().stream().anyMatch(task -> task.id.equals(id))) {
        throw new IllegalArgumentException("The task " + id + " is already planned.");
      }
      TaskEntry task = new TaskEntry(keys.getAsLong(), id, spec, new HashSet<>());
      keysOfStep.computeIfAbsent(spec.step(), step -> new HashSet<>()).add(task.key);
      tasks.add(task);
      planned.add(task);
    }
    for (TaskEntry task : planned) {
      task.spec
          .after()
          .forEach(step -> task.blockers.addAll(keysOfStep.getOrDefault(step, Set.of())));
    }
    readyUnblocked(now);
  }

  private static void refuseUnworkable(List<TaskSpec> plan) {
    List<TaskSpec> waiting = new ArrayList<>(plan);
    boolean moved = true;
    while (moved) {
      Set<String> steps = new HashSet<>();
      waiting.forEach(spec -> steps.add(spec.step()));
      moved = waiting.removeIf(spec -> spec.after().stream().noneMatch(steps::contains));
    }
    if (!waiting.isEmpty()) {
      throw new IllegalArgumentException("The tasks of the step \""
          + waiting.get(0).step() + "\" wait for each other in a cycle.");
    }
  }

  private void readyUnblocked(Instant now) {
    Set<Long> succeeded = new HashSet<>();
    tasks.stream()
        .filter(task -> task.status == TaskStatus.SUCCEEDED)
        .forEach(task -> succeeded.add(task.key));
    currentTasks().stream()
        .filter(task -> task.status == TaskStatus.BLOCKED && succeeded.containsAll(task.blockers))
        .forEach(task -> task.ready(now));
  }

  private void cancelUnsettled(Instant now) {
    for (TaskEntry task : tasks) {
      if (!task.status.isSettled()) {
        task.endAttempt(Outcome.CANCELLED, null, null, now);
        task.settle(TaskStatus.CANCELLED);
      }
    }
  }

  /**
   * Falls back to the committed share, because uncommitted work was lost or more work was planned.
   */
  private void fallBack() {
    if (progress.fraction() != null) {
      progress =
          new Progress(Math.min(progress.fraction(), doneWeight() / totalWeight()), null, null);
    }
  }

  private double doneWeight() {
    return currentTasks().stream()
        .filter(task -> task.status == TaskStatus.SUCCEEDED)
        .mapToDouble(task -> task.spec.weight())
        .sum();
  }

  private double totalWeight() {
    return currentTasks().stream().mapToDouble(task -> task.spec.weight()).sum();
  }

  private void become(VideoStatus next, @Nullable Failure why, Instant now) {
    VideoStatus before = status;
    status = next;
    failure = why;
    version++;
    updatedAt = now;
    emit(number -> new VideoEvent.StatusChanged(origin.id(), number, now, before, next, why));
  }

  private void emitFailed(TaskEntry task, Failure reason, @Nullable Instant retryAt, Instant now) {
    TaskId id = task.id;
    emit(number -> new VideoEvent.TaskFailed(
        id.videoId(),
        number,
        now,
        id.generation(),
        id.step(),
        id.part(),
        task.attempts.size(),
        reason,
        retryAt));
  }

  private void emit(Numbered event) {
    events.add(event.at(events.size() + 1L));
  }

  /** An event without its number. */
  private interface Numbered {
    VideoEvent at(long number);
  }
}
