package dev.reelstate.examples.quickstart;

import dev.reelstate.task.Task;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.List;

/**
 * What became of one file.
 *
 * @param source the file
 * @param video the video, settled
 * @param artifacts what was made of it
 * @param tasks the work on it, with every attempt
 * @param wall from the start of this run until it was settled
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

  /** The exit code for all: the worst, and a failure of ours is worse than a file at fault. */
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
