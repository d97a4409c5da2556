package dev.reelstate.examples.dashboard.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.reelstate.task.Task;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoDetails.FailedAttempt;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A video with everything that its details page shows: the properties of {@link VideoView}, and its
 * tasks, artifacts and failures.
 *
 * @param tasks the tasks of the current generation, in the order of the plan
 * @param artifacts the readable artifacts
 * @param failures the failed attempts of every generation
 */
@Wire
public record DetailsView(
    @JsonUnwrapped VideoView video,
    List<TaskView> tasks,
    List<ArtifactView> artifacts,
    List<FailedView> failures) {

  /** A task. */
  @Wire
  public record TaskView(
      String step,
      int part,
      String status,
      double weight,
      @Nullable Instant dueAt,
      List<AttemptView> attempts) {

    static TaskView of(Task task) {
      return new TaskView(
          task.id().step(),
          task.id().part(),
          task.status().name().toLowerCase(Locale.ROOT),
          task.weight(),
          task.dueAt(),
          task.attempts().stream().map(AttemptView::of).toList());
    }
  }

  /**
   * An attempt at a task.
   *
   * @param cpu seconds of processor time, or null while unknown
   */
  @Wire
  public record AttemptView(
      int number,
      String node,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String outcome,
      @Nullable FailureView failure,
      @Nullable Double cpu) {

    static AttemptView of(Task.Attempt attempt) {
      Task.Outcome outcome = attempt.outcome();
      Duration cpu = attempt.cpu();
      return new AttemptView(
          attempt.number(),
          attempt.node(),
          attempt.startedAt(),
          attempt.endedAt(),
          outcome == null ? null : outcome.name().toLowerCase(Locale.ROOT),
          FailureView.ofNullable(attempt.failure()),
          cpu == null ? null : VideoView.seconds(cpu));
    }
  }

  /**
   * An artifact.
   *
   * @param duration in seconds, or null if not applicable
   */
  @Wire
  public record ArtifactView(
      String kind,
      String name,
      int generation,
      String contentType,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable Double duration,
      long bytes,
      boolean copied,
      String url) {

    /** The view of an artifact. */
    public static ArtifactView of(VideoId id, Artifact artifact) {
      Duration duration = artifact.duration();
      return new ArtifactView(
          artifact.kind(),
          artifact.name(),
          artifact.generation(),
          artifact.contentType(),
          artifact.width(),
          artifact.height(),
          duration == null ? null : VideoView.seconds(duration),
          artifact.bytes(),
          artifact.copied(),
          Urls.media(id, artifact.key()));
    }
  }

  /** A failed attempt, whether or not a later one succeeded. */
  @Wire
  public record FailedView(String step, int part, int number, Instant at, FailureView failure) {

    static FailedView of(FailedAttempt failed) {
      return new FailedView(
          failed.task().step(),
          failed.task().part(),
          failed.number(),
          failed.at(),
          FailureView.of(failed.failure()));
    }
  }

  /** The view of a video with its details. */
  public static DetailsView of(VideoDetails details) {
    VideoId id = details.video().id();
    List<Artifact> readable = readable(details);
    return new DetailsView(
        VideoView.of(details.video(), Urls.of(details.video(), readable)),
        details.tasks().stream().map(TaskView::of).toList(),
        readable.stream().map(artifact -> ArtifactView.of(id, artifact)).toList(),
        details.failures().stream().map(FailedView::of).toList());
  }

  /** The artifacts of the published generation, or those made so far while there is none. */
  private static List<Artifact> readable(VideoDetails details) {
    int published = details.video().publishedGeneration();
    int shown = published > 0 ? published : details.video().generation();
    return details.artifacts().stream()
        .filter(artifact -> artifact.generation() == shown)
        .toList();
  }
}
