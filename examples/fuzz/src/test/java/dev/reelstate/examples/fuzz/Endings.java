package dev.reelstate.examples.fuzz;

import dev.reelstate.event.Progress;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.TaskId;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.GroundTruthStatus;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoDetails.FailedAttempt;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Videos that ended in any way. */
final class Endings {

  private static final VideoId ID = VideoId.create();

  private Endings() {}

  static VideoDetails completed(Artifact... artifacts) {
    return new VideoDetails(
        video(VideoStatus.COMPLETED, null), List.of(), List.of(artifacts), List.of());
  }

  /** A video whose attempts failed with these codes, and which then ended with the last one. */
  static VideoDetails failed(VideoStatus status, FailureCode... codes) {
    List<FailedAttempt> attempts = Stream.of(codes)
        .map(Endings::failure)
        .map(
            failure -> new FailedAttempt(new TaskId(ID, 1, "render", 0), 1, Instant.EPOCH, failure))
        .toList();
    Failure last = attempts.get(attempts.size() - 1).failure();
    return new VideoDetails(video(status, last), List.of(), List.of(), attempts);
  }

  /** A video that was completed after an attempt had failed. */
  static VideoDetails completedAfter(FailureCode code, Artifact artifact) {
    VideoDetails failed = failed(VideoStatus.FAILED, code);
    return new VideoDetails(
        video(VideoStatus.COMPLETED, null), List.of(), List.of(artifact), failed.failures());
  }

  private static Failure failure(FailureCode code) {
    return Failure.permanent(code, "It lasts 7 s.").withStep("render");
  }

  private static Video video(VideoStatus status, @Nullable Failure failure) {
    return new Video(
        ID,
        "project",
        "title",
        "file.mp4",
        null,
        Set.of(),
        0,
        null,
        Map.of(),
        Map.of(),
        null,
        0,
        status,
        1,
        1,
        0,
        null,
        null,
        failure,
        Progress.UNKNOWN,
        GroundTruthStatus.NONE,
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        null);
  }
}
