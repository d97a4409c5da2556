package dev.reelstate.examples.dashboard.view;

import com.fasterxml.jackson.annotation.JsonView;
import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.ArtifactAdded;
import dev.reelstate.event.VideoEvent.GroundTruthReviewed;
import dev.reelstate.event.VideoEvent.GroundTruthSaved;
import dev.reelstate.event.VideoEvent.MediaInspected;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.event.VideoEvent.TaskFailed;
import dev.reelstate.event.VideoEvent.TaskPostponed;
import dev.reelstate.event.VideoEvent.TaskStarted;
import dev.reelstate.event.VideoEvent.TaskSucceeded;
import dev.reelstate.event.VideoEvent.VideoEdited;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event of a video, as clients see it.
 *
 * @param eventType the kind of event; {@code progress} is not durable and has neither number nor
 *     cursor
 * @param status the status of the video after the event
 * @param processingStatus the same, for older clients that ask for it
 * @param progress 0 to 1, or null while unknown
 * @param message one sentence for people
 * @param eventNumber the number within the video, from 1 without gaps
 * @param cursor the position among the events of all videos; null if unknown, as in a replay of one
 *     video
 * @param timeLeft in seconds
 */
@Wire
public record EventView(
    String eventType,
    String videoId,
    String projectId,
    String status,
    @JsonView(Json.Aliases.class) String processingStatus,
    @Nullable Double progress,
    String message,
    Instant timestamp,
    @Nullable Long eventNumber,
    @Nullable Long cursor,
    @Nullable String step,
    @Nullable Integer part,
    @Nullable Integer attempt,
    @Nullable FailureView failure,
    @Nullable Made artifact,
    @Nullable Double rate,
    @Nullable Double timeLeft) {

  /** Identifies an artifact. */
  @Wire
  public record Made(String kind, String name) {}

  /** The properties that differ between the kinds of events. */
  private record Told(
      String type,
      String message,
      @Nullable String step,
      @Nullable Integer part,
      @Nullable Integer attempt,
      @Nullable FailureView failure,
      @Nullable Made made) {

    static Told plain(String type, String message) {
      return new Told(type, message, null, null, null, null, null);
    }
  }

  /**
   * The view of an event.
   *
   * @param project the project of the video
   * @param status the status of the video after the event
   * @param progress the progress of the video, if known
   * @param cursor its position among the events of all videos, or null if unknown
   */
  public static EventView of(
      VideoEvent event,
      String project,
      String status,
      @Nullable Double progress,
      @Nullable Long cursor) {
    Told told = tell(event);
    return new EventView(
        told.type(),
        event.videoId().toString(),
        project,
        status,
        status,
        progress,
        told.message(),
        event.at(),
        event.number(),
        cursor,
        told.step(),
        told.part(),
        told.attempt(),
        told.failure(),
        told.made(),
        null,
        null);
  }

  /** The progress of a video. */
  public static EventView progress(
      String videoId, String project, String status, Progress progress, Instant now) {
    Double fraction = progress.fraction();
    Duration left = progress.timeLeft();
    String message = fraction == null
        ? "The video is being processed."
        : String.format(Locale.ROOT, "Processing is %.0f %% complete.", Math.floor(fraction * 100));
    return new EventView(
        "progress",
        videoId,
        project,
        status,
        status,
        fraction,
        message,
        now,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        progress.rate(),
        left == null ? null : VideoView.seconds(left));
  }

  /** An action on a video that is not a stored event. */
  public static EventView note(
      String type, String videoId, String project, String status, String message, Instant now) {
    return new EventView(
        type, videoId, project, status, status, null, message, now, null, null, null, null, null,
        null, null, null, null);
  }

  private static Told tell(VideoEvent event) {
    if (event instanceof StatusChanged changed) {
      FailureView failure = FailureView.ofNullable(changed.failure());
      String message =
          failure == null ? "The video is " + changed.to().wireName() + "." : failure.message();
      return new Told("status_changed", message, null, null, null, failure, null);
    } else if (event instanceof MediaInspected) {
      return Told.plain("media_inspected", "The file was inspected.");
    } else if (event instanceof TaskStarted task) {
      String again = task.attempt() > 1 ? ", attempt " + task.attempt() : "";
      return task(
          "task_started", task.step(), task.part(), task.attempt(), "started" + again, null);
    } else if (event instanceof TaskSucceeded task) {
      return task("task_succeeded", task.step(), task.part(), task.attempt(), "finished", null);
    } else if (event instanceof TaskFailed task) {
      FailureView failure = FailureView.of(task.failure());
      String then = task.retryAt() == null ? "failed permanently" : "failed and will be retried";
      return task("task_failed", task.step(), task.part(), task.attempt(), then, failure);
    } else if (event instanceof TaskPostponed task) {
      return task("task_postponed", task.step(), task.part(), null, "waits", null);
    } else if (event instanceof ArtifactAdded added) {
      Made made = new Made(added.artifact().kind(), added.artifact().name());
      String message = "A new " + made.kind().replace('_', ' ') + " is available.";
      return new Told("artifact_added", message, null, null, null, null, made);
    } else if (event instanceof GroundTruthSaved saved) {
      return Told.plain(
          "ground_truth_saved", "Revision " + saved.revision() + " of the ground truth was saved.");
    } else if (event instanceof GroundTruthReviewed reviewed) {
      return Told.plain(
          "ground_truth_reviewed",
          "Revision " + reviewed.revision() + " of the ground truth is "
              + reviewed.to().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
    } else if (event instanceof VideoEdited) {
      return Told.plain("video_edited", "What belongs to the video was edited.");
    }
    return Told.plain("other", "An event of an unknown kind occurred.");
  }

  private static Told task(
      String type,
      String step,
      int part,
      @Nullable Integer attempt,
      String what,
      @Nullable FailureView failure) {
    String message = "The step " + step + (part > 0 ? " (part " + (part + 1) + ") " : " ") + what
        + (failure == null ? "." : ": " + failure.message());
    return new Told(type, message, step, part, attempt, failure, null);
  }
}
