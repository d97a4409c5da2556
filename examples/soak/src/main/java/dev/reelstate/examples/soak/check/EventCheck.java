package dev.reelstate.examples.soak.check;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.ArtifactAdded;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.event.VideoEvent.TaskFailed;
import dev.reelstate.event.VideoEvent.TaskStarted;
import dev.reelstate.event.VideoEvent.TaskSucceeded;
import dev.reelstate.task.Task;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks that the events of a video are complete, and that they match its rows. */
record EventCheck(
    Video video,
    List<Task> tasks,
    List<Artifact> artifacts,
    List<VideoEvent> events,
    Verdict verdict) {

  void run() {
    numbers();
    statuses();
    same("attempts started", attempts(null), names(TaskStarted.class, EventCheck::started));
    same(
        "attempts succeeded",
        attempts(Outcome.SUCCEEDED),
        names(TaskSucceeded.class, EventCheck::succeeded));
    same("attempts failed", attempts(Outcome.FAILED), names(TaskFailed.class, EventCheck::failed));
    same(
        "artifacts",
        artifacts.stream().map(Artifact::key),
        names(ArtifactAdded.class, event -> event.artifact().key()));
  }

  private void numbers() {
    boolean gapFree = events.size() == video.eventNumber();
    for (int i = 0; i < events.size(); i++) {
      gapFree &= events.get(i).number() == i + 1;
    }
    verdict.check(
        Rule.EVENTS,
        gapFree,
        () -> "The video " + video.id() + " should have " + video.eventNumber()
            + " events, but has "
            + events.stream().map(VideoEvent::number).toList());
  }

  private void statuses() {
    VideoStatus status = null;
    for (VideoEvent event : events) {
      if (event instanceof StatusChanged change) {
        VideoStatus before = status;
        boolean follows = change.from() == before
            && (before == null
                ? change.to() == VideoStatus.UPLOADING
                : before.canBecome(change.to()));
        verdict.check(
            Rule.EVENTS, follows, () -> "The video was " + before + " before the event " + change);
        status = change.to();
      }
    }
    VideoStatus last = status;
    verdict.check(
        Rule.EVENTS,
        last == video.status(),
        () -> "The video " + video.id() + " is " + video.status() + ", but its events say " + last);
  }

  private Stream<String> attempts(@Nullable Outcome outcome) {
    return tasks.stream()
        .flatMap(task -> task.attempts().stream()
            .filter(attempt -> outcome == null || attempt.outcome() == outcome)
            .map(attempt -> name(task.id().step(), task.id().part(), attempt.number())));
  }

  private <E extends VideoEvent> Stream<String> names(Class<E> kind, Function<E, String> name) {
    return events.stream().filter(kind::isInstance).map(kind::cast).map(name);
  }

  private static String started(TaskStarted event) {
    return name(event.step(), event.part(), event.attempt());
  }

  private static String succeeded(TaskSucceeded event) {
    return name(event.step(), event.part(), event.attempt());
  }

  private static String failed(TaskFailed event) {
    return name(event.step(), event.part(), event.attempt());
  }

  private static String name(String step, int part, int attempt) {
    return step + "-" + part + "#" + attempt;
  }

  /** Checks that each name occurs as often in the rows as in the events. */
  private void same(String what, Stream<String> rows, Stream<String> told) {
    Map<String, Long> inRows = counted(rows);
    Map<String, Long> inEvents = counted(told);
    verdict.check(
        Rule.EVENTS,
        inRows.equals(inEvents),
        () -> "The " + what + " of the video " + video.id() + " are " + inRows
            + ", but its events report " + inEvents);
  }

  private static Map<String, Long> counted(Stream<String> names) {
    return names.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}
