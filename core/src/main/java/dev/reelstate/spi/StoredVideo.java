package dev.reelstate.spi;

import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import java.util.List;

/**
 * A video to queue directly because its original is already in the storage.
 *
 * @param video the video
 * @param original the file
 * @param plan the first tasks; these may plan further ones
 */
public record StoredVideo(NewVideo video, Original original, List<TaskSpec> plan) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the plan is empty
   */
  public StoredVideo {
    plan = List.copyOf(plan);
    if (plan.isEmpty()) {
      throw new IllegalArgumentException("A plan must have at least one task.");
    }
  }
}
