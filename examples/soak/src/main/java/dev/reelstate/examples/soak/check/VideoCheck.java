package dev.reelstate.examples.soak.check;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.examples.soak.Bounds;
import dev.reelstate.examples.soak.Evidence;
import dev.reelstate.examples.soak.Evidence.Said;
import dev.reelstate.examples.soak.Film;
import dev.reelstate.examples.soak.FilmStep;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Task;
import dev.reelstate.task.Task.Attempt;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskId;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Checks one video with its tasks, artifacts and events. Not thread-safe. */
final class VideoCheck {

  private static final int PAGE = 500;

  private final Video video;
  private final Film film;
  private final List<Task> tasks;
  private final List<Artifact> artifacts;
  private final List<VideoEvent> events;
  private final Evidence evidence;
  private final Map<TaskId, List<Said>> said;
  private final Bounds bounds;
  private final Verdict verdict;

  VideoCheck(
      VideoStore store,
      Video video,
      Evidence evidence,
      Map<TaskId, List<Said>> said,
      Bounds bounds,
      Verdict verdict) {
    this.video = video;
    this.film = Film.of(video.id());
    this.tasks = store.tasks().list(video.id());
    this.artifacts = store.videos().artifacts(video.id(), 1);
    this.events = events(store, video);
    this.evidence = evidence;
    this.said = said;
    this.bounds = bounds;
    this.verdict = verdict;
  }

  private static List<VideoEvent> events(VideoStore store, Video video) {
    List<VideoEvent> all = new ArrayList<>();
    List<VideoEvent> page;
    do {
      long last = all.isEmpty() ? 0 : all.get(all.size() - 1).number();
      page = store.events().replay(video.id(), last, PAGE);
      all.addAll(page);
    } while (!page.isEmpty());
    return all;
  }

  void run() {
    VideoStatus wanted = film.doomed() ? VideoStatus.FAILED : VideoStatus.COMPLETED;
    check(
        Rule.ENDED,
        video.status() == wanted,
        () -> "is " + video.status() + " instead of " + wanted);
    Set<TaskId> ids = tasks.stream().map(Task::id).collect(Collectors.toSet());
    check(
        Rule.TASKS,
        ids.equals(film.tasks()),
        () -> "has the tasks " + ids + " instead of " + film.tasks());
    tasks.forEach(this::checkTask);
    checkArtifacts();
    new EventCheck(video, tasks, artifacts, events, verdict).run();
    if (bounds.areKnown()) {
      checkTimes();
    }
  }

  private void checkTask(Task task) {
    TaskStatus wanted = wanted(task.id().step());
    check(
        Rule.TASKS,
        task.status() == wanted,
        () -> task + " is " + task.status() + " instead of " + wanted);
    task.attempts().forEach(attempt -> checkAttempt(task, attempt));
    List<Attempt> successes = successes(task);
    check(
        Rule.ONE_SUCCESS,
        successes.size() == (wanted == TaskStatus.SUCCEEDED ? 1 : 0),
        () -> task.id() + " has " + successes.size() + " successes instead of 1: " + task);
    successes.forEach(success -> checkSuccess(task.id(), success));
    said.getOrDefault(task.id(), List.of()).forEach(one -> checkReceipts(task, one));
  }

  private TaskStatus wanted(String step) {
    if (film.doomed() && step.equals(Film.SCORE)) {
      return TaskStatus.FAILED;
    }
    return film.doomed() && step.equals(Film.PUBLISH) ? TaskStatus.CANCELLED : TaskStatus.SUCCEEDED;
  }

  private static List<Attempt> successes(Task task) {
    return task.attempts().stream()
        .filter(attempt -> attempt.outcome() == Outcome.SUCCEEDED)
        .toList();
  }

  private void checkAttempt(Task task, Attempt attempt) {
    Failure failure = attempt.failure();
    boolean planned = failure == null
        || failure.code().equals(FilmStep.PLANNED)
        || (bounds.databaseAway() && failure.code().equals(FailureCode.DATABASE_UNAVAILABLE));
    check(
        Rule.ATTEMPTS,
        attempt.outcome() != null && attempt.endedAt() != null && planned,
        () -> task.id() + " has " + attempt);
  }

  /** Checks that a process completed the task and reported it. */
  private void checkSuccess(TaskId task, Attempt success) {
    boolean ended = !Film.STEPS.contains(task.step()) || evidence.hasEnded(task, success.number());
    check(Rule.ONE_SUCCESS, ended, () -> task + " succeeded, but nobody completed it: " + success);
    check(
        Rule.RECEIPTS,
        report(task, success).isPresent(),
        () -> task + " succeeded, but no report of it was accepted: " + success);
  }

  /** The report that made an attempt a success, or may have done so. */
  private Optional<Said> report(TaskId task, Attempt success) {
    return said.getOrDefault(task, List.of()).stream()
        .filter(one -> one.outcome() == Outcome.SUCCEEDED)
        .filter(one -> one.run().attempt() == success.number())
        .filter(one -> one.isAccepted() || one.isUnanswered())
        .findFirst();
  }

  private void checkReceipts(Task task, Said one) {
    Outcome held = task.attempts().stream()
        .filter(attempt -> attempt.number() == one.run().attempt())
        .findFirst()
        .map(Attempt::outcome)
        .orElse(null);
    boolean handedBack = one.outcome() == Outcome.RELEASED;
    boolean agrees = one.isAccepted()
        ? held == one.outcome()
        : one.isUnanswered() || handedBack || held != one.outcome();
    check(Rule.RECEIPTS, agrees, () -> one + ", but the store holds " + held);
  }

  private void checkArtifacts() {
    Map<String, String> wanted = new HashMap<>();
    for (Task task : tasks) {
      if (film.work(task.id()).makesArtifact()) {
        successes(task)
            .forEach(success -> report(task.id(), success)
                .ifPresent(one -> wanted.put(
                    task.id().step() + "-" + task.id().part(), "-t" + one.run().token() + "/")));
      }
    }
    Set<String> names = artifacts.stream().map(Artifact::name).collect(Collectors.toSet());
    check(
        Rule.ARTIFACTS,
        names.equals(wanted.keySet()) && names.size() == artifacts.size(),
        () -> "has the artifacts " + artifacts + " instead of " + wanted.keySet());
    for (Artifact artifact : artifacts) {
      String token = wanted.getOrDefault(artifact.name(), "/");
      check(
          Rule.ARTIFACTS,
          artifact.key().contains(token),
          () -> artifact + " was not made by the successful attempt, whose token is " + token);
    }
  }

  private void checkTimes() {
    List<Instant> times = new ArrayList<>();
    times.add(video.createdAt());
    times.add(video.updatedAt());
    events.forEach(event -> times.add(event.at()));
    for (Task task : tasks) {
      for (Attempt attempt : task.attempts()) {
        times.add(attempt.startedAt());
        Optional.ofNullable(attempt.endedAt()).ifPresent(times::add);
      }
    }
    check(
        Rule.TIMES,
        times.stream().allMatch(bounds::contains),
        () -> "has times outside " + bounds + ": " + times);
  }

  private void check(Rule rule, boolean holds, Supplier<String> detail) {
    verdict.check(rule, holds, () -> "The video " + video.id() + " " + detail.get());
  }
}
