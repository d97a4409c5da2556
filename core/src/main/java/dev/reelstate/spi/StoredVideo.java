package dev.reelstate.spi;

import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import java.util.List;

/**
 * A video whose original lies in the storage already, to be queued at once.
 *
 * @param video the video
 * @param original the file
 * @param plan the first tasks; further ones may be planned by what these find
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
      throw new IllegalArgumentException("A plan has at least one task.");
    }
  }
}
