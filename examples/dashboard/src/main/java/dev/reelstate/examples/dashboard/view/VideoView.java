package dev.reelstate.examples.dashboard.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonView;
import dev.reelstate.event.Progress;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.GroundTruthStatus;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import dev.reelstate.video.VideoTrack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A video as clients see it, in snake case; the schema is in {@code openapi.yaml}. The last eight
 * properties repeat others under the names that older clients use, for those that ask for them.
 *
 * @param fileSize in bytes, or null until all have arrived
 * @param progress 0 to 1, or null while unknown
 * @param rate seconds of video processed per second, or null while unknown
 * @param timeLeft in seconds, or null while unknown
 */
@Wire
public record VideoView(
    String id,
    String projectId,
    String title,
    String fileName,
    @Nullable Long fileSize,
    @Nullable String sha256,
    List<String> labels,
    Map<String, String> metadata,
    int priority,
    String status,
    @Nullable Double progress,
    @Nullable Double rate,
    @Nullable Double timeLeft,
    boolean playable,
    int generation,
    int publishedGeneration,
    long eventNumber,
    long version,
    @Nullable Media media,
    @Nullable FailureView failure,
    @JsonProperty("ground_truth_status") String truthStatus,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant playableAt,
    @Nullable Instant completedAt,
    Urls urls,
    List<String> actions,
    @JsonView(Json.Aliases.class) String processingStatus,

    @JsonView(Json.Aliases.class) @JsonProperty("groundTruthStatus")
    String olderGroundTruthStatus,

    @JsonView(Json.Aliases.class) boolean groundTruthGenerated,
    @JsonView(Json.Aliases.class) String filename,
    @JsonView(Json.Aliases.class) @Nullable Double duration,
    @JsonView(Json.Aliases.class) String project,
    @JsonView(Json.Aliases.class) Instant uploadDate,
    @JsonView(Json.Aliases.class) @Nullable String errorMessage) {

  /**
   * The contents of the file.
   *
   * @param duration in seconds
   * @param width in square pixels, upright; null for audio-only files, like height and frame rate
   */
  @Wire
  public record Media(
      double duration,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable Double frameRate,
      @Nullable String videoCodec,
      @Nullable String audioCodec,
      String container) {

    static Media of(MediaInfo media) {
      VideoTrack video = media.video().orElse(null);
      return new Media(
          seconds(media.duration()),
          video == null ? null : video.width(),
          video == null ? null : video.height(),
          video == null ? null : video.frameRate(),
          video == null ? null : video.codec(),
          media.audio().map(AudioTrack::codec).orElse(null),
          media.container());
    }
  }

  /** The view of a video in a list. */
  public static VideoView of(Video video) {
    return of(video, Urls.of(video));
  }

  static VideoView of(Video video, Urls urls) {
    Progress progress = video.progress();
    Duration left = progress.timeLeft();
    String truth = video.groundTruthStatus().name().toLowerCase(Locale.ROOT);
    FailureView failure = FailureView.ofNullable(video.failure());
    MediaInfo media = video.media();
    return new VideoView(
        video.id().toString(),
        video.project(),
        video.title(),
        video.fileName(),
        video.original() == null ? null : video.original().bytes(),
        video.original() == null ? null : video.original().sha256(),
        video.labels().stream().sorted().toList(),
        new TreeMap<>(video.metadata()),
        video.priority(),
        video.status().wireName(),
        progress.fraction(),
        progress.rate(),
        left == null ? null : seconds(left),
        video.playableAt() != null,
        video.generation(),
        video.publishedGeneration(),
        video.eventNumber(),
        video.version(),
        media == null ? null : Media.of(media),
        failure,
        truth,
        video.createdAt(),
        video.updatedAt(),
        video.playableAt(),
        video.completedAt(),
        urls,
        actions(video),
        video.status().wireName(),
        truth,
        video.groundTruthStatus() != GroundTruthStatus.NONE,
        video.fileName(),
        media == null ? null : seconds(media.duration()),
        video.project(),
        video.createdAt(),
        failure == null ? null : failure.message());
  }

  /** A duration in seconds. */
  public static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private static List<String> actions(Video video) {
    List<String> actions = new ArrayList<>();
    VideoStatus status = video.status();
    boolean stopped = status == VideoStatus.FAILED
        || status == VideoStatus.REJECTED
        || status == VideoStatus.CANCELLED;
    if (stopped && video.original() != null) {
      actions.add("retry");
    }
    if (!status.isSettled()) {
      actions.add("cancel");
    }
    if (status.isSettled() && status != VideoStatus.DELETED && video.original() != null) {
      actions.add("reprocess");
    }
    if (status != VideoStatus.DELETED) {
      actions.add("delete");
    }
    return actions;
  }
}
