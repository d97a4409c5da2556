package dev.reelstate.task;

import dev.reelstate.video.VideoId;
import java.util.Objects;

/**
 * The identity of a task: a part of a step of a processing run of a video.
 *
 * @param videoId the video
 * @param generation which processing run of the video, from 1
 * @param step the step's name
 * @param part which part of the step, from 0
 */
public record TaskId(VideoId videoId, int generation, String step, int part) {

  /** Rejects null. */
  public TaskId {
    Objects.requireNonNull(videoId, "videoId");
    Objects.requireNonNull(step, "step");
  }

  /** {@code video/generation/step/part}. */
  @Override
  public String toString() {
    return videoId + "/" + generation + "/" + step + "/" + part;
  }
}
