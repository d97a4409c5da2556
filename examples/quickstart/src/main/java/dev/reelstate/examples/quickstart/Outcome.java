package dev.reelstate.examples.quickstart;

import dev.reelstate.task.Task;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.List;

/**
 * The outcome of processing one file.
 *
 * @param source the file
 * @param video the video, settled
 * @param artifacts its outputs
 * @param tasks its tasks, with every attempt
 * @param wall the time from the start of this run until it was settled
 * @param cpu processor time that this run used for it
 */
record Outcome(
    Source source,
    Video video,
    List<Artifact> artifacts,
    List<Task> tasks,
    Duration wall,
    Duration cpu) {

  Outcome {
    artifacts = List.copyOf(artifacts);
    tasks = List.copyOf(tasks);
  }

  /** The overall exit code: the worst one, where a failure of ours is worse than a faulty file. */
  static int exitCode(List<Outcome> outcomes) {
    List<Integer> codes = outcomes.stream().map(Outcome::exitCode).toList();
    if (codes.contains(Quickstart.FAILED)) {
      return Quickstart.FAILED;
    }
    return codes.contains(Quickstart.REJECTED) ? Quickstart.REJECTED : Quickstart.COMPLETED;
  }

  private int exitCode() {
    if (video.status() == VideoStatus.COMPLETED) {
      return Quickstart.COMPLETED;
    }
    return video.status() == VideoStatus.REJECTED ? Quickstart.REJECTED : Quickstart.FAILED;
  }
}
