package dev.reelstate.testkit.history;

import dev.reelstate.event.VideoEvent.ArtifactAdded;
import dev.reelstate.event.VideoEvent.MediaInspected;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.event.VideoEvent.TaskFailed;
import dev.reelstate.event.VideoEvent.TaskStarted;
import dev.reelstate.event.VideoEvent.TaskSucceeded;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Task;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskId;
import dev.reelstate.testkit.history.StoreContents.Kept;
import dev.reelstate.testkit.history.TaskHistory.Told;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges whether the store holds what was reported to it, all of it and nothing else. */
record SuccessRules(Evidence evidence) {

  void check() {
    for (TaskHistory task : evidence.history().tasks()) {
      task.told().stream().filter(told -> told.report() != null).forEach(told -> {
        checkKept(told);
        checkRefused(task, told);
        checkWhole(task, told);
      });
    }
    Set<VideoId> begun = evidence.history().begunVideos();
    evidence.contents().videos().forEach((id, kept) -> {
      checkArtifacts(kept);
      if (begun.contains(id)) {
        checkInvented(kept);
      }
    });
  }

  private void checkKept(Told told) {
    if (!told.isAccepted()) {
      return;
    }
    evidence.require(
        Promise.REPORTS_KEPT,
        leavesNoAttempt(told) || isOnRecord(told),
        () -> ReportRules.text(told) + " was accepted, but no event says so.");
    if (told.is(TaskReport.Postponed.class)) {
      return; // its attempt was given back
    }
    Outcome outcome = told.is(TaskReport.Released.class)
        ? Outcome.RELEASED
        : told.is(TaskReport.Failed.class) ? Outcome.FAILED : Outcome.SUCCEEDED;
    attempt(told.claim())
        .ifPresent(attempt -> evidence.require(
            Promise.REPORTS_KEPT,
            attempt.outcome() == outcome,
            () -> ReportRules.text(told) + " was accepted, but the attempt's outcome is "
                + attempt.outcome() + "."));
  }

  /** The row of a claim's attempt, as long as its generation is the current one. */
  private Optional<Task.Attempt> attempt(Claim claim) {
    Kept kept = evidence.contents().videos().get(claim.task().videoId());
    return kept == null
        ? Optional.empty()
        : kept.tasks().stream()
            .filter(task -> task.id().equals(claim.task()))
            .flatMap(task -> task.attempts().stream())
            .filter(attempt -> attempt.number() == claim.attempt())
            .findFirst();
  }

  /** Whether a report leaves no event that names the attempt. */
  private static boolean leavesNoAttempt(Told told) {
    return told.is(TaskReport.Released.class) || told.is(TaskReport.Postponed.class);
  }

  private boolean isOnRecord(Told told) {
    return told.is(TaskReport.Failed.class)
        ? evidence.events(told.claim().task().videoId(), TaskFailed.class).stream()
            .anyMatch(event ->
                isOf(told.claim(), event.generation(), event.step(), event.part(), event.attempt()))
        : evidence.events(told.claim().task().videoId(), TaskSucceeded.class).stream()
            .anyMatch(event -> isOf(told.claim(), event));
  }

  private static boolean isOf(Claim claim, TaskSucceeded event) {
    return isOf(claim, event.generation(), event.step(), event.part(), event.attempt());
  }

  private static boolean isOf(Claim claim, int generation, String step, int part, int attempt) {
    return claim.task().equals(new TaskId(claim.task().videoId(), generation, step, part))
        && claim.attempt() == attempt;
  }

  private void checkRefused(TaskHistory task, Told told) {
    boolean isDefinite = ReportRules.isRefused(told)
        && !leavesNoAttempt(told)
        && task.told().stream().noneMatch(other -> told.isRepeatedBy(other) && other.mayBeKept());
    evidence.require(
        Promise.REFUSALS_KEPT,
        !isDefinite || !isOnRecord(told),
        () -> ReportRules.text(told) + " was refused, but an event says that it took effect.");
  }

  /** Checks that a success is on record with all its consequences, or without any. */
  private void checkWhole(TaskHistory task, Told told) {
    if (!(told.report() instanceof TaskReport.Succeeded report) || !told.mayBeKept()) {
      return;
    }
    VideoId id = told.claim().task().videoId();
    Set<String> keys = evidence.events(id, ArtifactAdded.class).stream()
        .map(event -> event.artifact().key())
        .collect(Collectors.toSet());
    List<String> made = report.artifacts().stream().map(Artifact::key).toList();
    boolean happened = isOnRecord(told);
    boolean whole = happened
        ? keys.containsAll(made) && hasConsequences(id, told, report)
        : made.stream().noneMatch(keys::contains)
            || task.reports(TaskReport.Succeeded.class, Told::mayBeKept).size() > 1;
    evidence.require(
        Promise.WHOLE_OR_NOTHING,
        whole,
        () -> ReportRules.text(told) + (happened ? " took" : " did not take")
            + " effect, but the artifacts, facts, plan or status that belong to it "
            + (happened ? "are not all" : "are partly") + " on record.");
  }

  private boolean hasConsequences(VideoId id, Told told, TaskReport.Succeeded report) {
    long number = evidence.events(id, TaskSucceeded.class).stream()
        .filter(event -> isOf(told.claim(), event))
        .mapToLong(TaskSucceeded::number)
        .findFirst()
        .orElse(0);
    boolean completed = evidence.events(id, StatusChanged.class).stream()
        .anyMatch(event -> event.number() > number && event.to() == VideoStatus.COMPLETED);
    return (!report.publishes() || completed)
        && (report.media() == null || !evidence.events(id, MediaInspected.class).isEmpty())
        && isPlanned(told.claim().task(), report);
  }

  private boolean isPlanned(TaskId id, TaskReport.Succeeded report) {
    Kept kept = evidence.contents().videos().get(id.videoId());
    if (kept == null || kept.video().generation() != id.generation()) {
      return true; // only the tasks of the current generation can be read
    }
    Set<String> planned = kept.tasks().stream()
        .map(task -> task.id().step() + " " + task.id().part())
        .collect(Collectors.toSet());
    return report.plan().stream()
        .allMatch(spec -> planned.contains(spec.step() + " " + spec.part()));
  }

  /** Leaves out those that the host gave, since one may have taken the place of another. */
  private void checkArtifacts(Kept kept) {
    List<String> rows = kept.artifacts().stream().map(Artifact::key).sorted().toList();
    List<String> events = kept.events(ArtifactAdded.class).stream()
        .map(ArtifactAdded::artifact)
        .filter(artifact -> artifact.generation() > 0)
        .map(Artifact::key)
        .sorted()
        .toList();
    evidence.require(
        Promise.WHOLE_OR_NOTHING,
        rows.equals(events),
        () -> "The video " + kept.video().id() + " has the artifacts " + rows
            + ", but its events say " + events + ".");
  }

  private void checkInvented(Kept kept) {
    Set<String> reported = new HashSet<>();
    for (TaskHistory task : evidence.history().tasks()) {
      if (task.id().videoId().equals(kept.video().id())) {
        task.reports(TaskReport.Succeeded.class, Told::mayBeKept)
            .forEach(told -> reported.add(name(task.id(), told.claim().attempt())));
      }
    }
    for (TaskSucceeded event : kept.events(TaskSucceeded.class)) {
      TaskId id = new TaskId(event.videoId(), event.generation(), event.step(), event.part());
      evidence.require(
          Promise.NOTHING_INVENTED,
          reported.contains(name(id, event.attempt())),
          () -> "Nobody reported the success of " + name(id, event.attempt()) + ": " + event);
    }
    kept.events(TaskStarted.class).forEach(this::checkStarted);
  }

  private static String name(TaskId id, int attempt) {
    return "task " + id + ", attempt " + attempt;
  }

  /** A claim that nobody was given must be in an answer that was lost. */
  private void checkStarted(TaskStarted event) {
    TaskId id = new TaskId(event.videoId(), event.generation(), event.step(), event.part());
    boolean given = evidence.history().task(id).given().stream()
        .anyMatch(one -> one.claim().attempt() == event.attempt());
    boolean lost = !given
        && evidence.history().calls(Operation.Claim.class, Operation.Report.class).stream()
            .filter(Call::isUnknown)
            .anyMatch(call -> claimsFor(call.operation(), event.node()));
    evidence.require(
        Promise.NOTHING_INVENTED,
        given || lost,
        () -> "Nobody was given " + name(id, event.attempt()) + ": " + event);
  }

  private static boolean claimsFor(Operation operation, String node) {
    if (operation instanceof Operation.Claim claim) {
      return claim.lease().node().equals(node);
    }
    return operation instanceof Operation.Report report
        && report.lease() != null
        && report.lease().node().equals(node);
  }
}
