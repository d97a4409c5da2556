package dev.reelstate.event;

import dev.reelstate.video.VideoId;

/**
 * Is told what happens to videos. Every method does nothing by default.
 *
 * <p>A platform calls one listener from one thread of its own, in the order of the events of each
 * video. A slow listener delays only itself, and one that throws is logged and called again for the
 * next event; neither slows or breaks processing.
 */
public interface VideoListener {

  /** Is called for every event, before the method for its kind. */
  default void onEvent(VideoEvent event) {}

  /** The status changed. */
  default void onStatusChanged(VideoEvent.StatusChanged event) {}

  /** The file was inspected. */
  default void onMediaInspected(VideoEvent.MediaInspected event) {}

  /** A task starts. */
  default void onTaskStarted(VideoEvent.TaskStarted event) {}

  /** A task succeeded. */
  default void onTaskSucceeded(VideoEvent.TaskSucceeded event) {}

  /** An attempt at a task failed. */
  default void onTaskFailed(VideoEvent.TaskFailed event) {}

  /** An artifact can be read. */
  default void onArtifactAdded(VideoEvent.ArtifactAdded event) {}

  /** A revision of ground truth was saved. */
  default void onGroundTruthSaved(VideoEvent.GroundTruthSaved event) {}

  /** The review of a revision of ground truth went on. */
  default void onGroundTruthReviewed(VideoEvent.GroundTruthReviewed event) {}

  /**
   * Work went on. Not an event: it is not kept, it may be skipped when the listener is slow, and it
   * never goes backwards within an attempt.
   *
   * @param videoId the video
   * @param progress how far its current processing is
   */
  default void onProgress(VideoId videoId, Progress progress) {}
}
