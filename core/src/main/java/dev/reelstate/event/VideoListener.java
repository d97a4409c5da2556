package dev.reelstate.event;

import dev.reelstate.video.VideoId;

/**
 * Receives the events of videos. Every method does nothing by default.
 *
 * <p>A platform calls each listener from a thread of its own, in the order of each video's events.
 * A slow listener delays only itself. An exception from a listener is logged, and the listener is
 * called again for the next event. Neither slows or breaks processing.
 */
public interface VideoListener {

  /** Called for every event, before the method for its kind. */
  default void onEvent(VideoEvent event) {}

  /** The status changed. */
  default void onStatusChanged(VideoEvent.StatusChanged event) {}

  /** The file was inspected. */
  default void onMediaInspected(VideoEvent.MediaInspected event) {}

  /** A task is starting. */
  default void onTaskStarted(VideoEvent.TaskStarted event) {}

  /** A task succeeded. */
  default void onTaskSucceeded(VideoEvent.TaskSucceeded event) {}

  /** An attempt at a task failed. */
  default void onTaskFailed(VideoEvent.TaskFailed event) {}

  /** A task asked to be run again later. */
  default void onTaskPostponed(VideoEvent.TaskPostponed event) {}

  /** An artifact can be read. */
  default void onArtifactAdded(VideoEvent.ArtifactAdded event) {}

  /** A revision of ground truth was saved. */
  default void onGroundTruthSaved(VideoEvent.GroundTruthSaved event) {}

  /** The review state of a ground-truth revision changed. */
  default void onGroundTruthReviewed(VideoEvent.GroundTruthReviewed event) {}

  /** What belongs to the video was edited. */
  default void onVideoEdited(VideoEvent.VideoEdited event) {}

  /**
   * Work progressed. Not an event: progress is not stored, may be skipped when the listener is
   * slow, and never goes backwards within an attempt.
   *
   * @param videoId the video
   * @param progress the progress of its current processing run
   */
  default void onProgress(VideoId videoId, Progress progress) {}
}
