package dev.reelstate.event;

import dev.reelstate.annotation.ReviewState;
import dev.reelstate.task.Failure;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoEdit;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a video, committed in the same transaction as the change itself.
 *
 * <p>Events of one video carry the numbers 1, 2, 3 ... without gaps. Times are by the store's
 * clock. All kinds are immutable and thread-safe.
 */
public sealed interface VideoEvent {

  /** The video it happened to. */
  VideoId videoId();

  /** Its number within the video, from 1, without gaps. */
  long number();

  /** When it happened. */
  Instant at();

  /** Calls the listener's method for this kind of event. */
  void deliverTo(VideoListener listener);

  /**
   * The status changed.
   *
   * @param videoId the video
   * @param number the event's number
   * @param at when it happened
   * @param from the status before, or null when the video was created
   * @param to the status now
   * @param failure why, if the video is now failed or rejected, else null
   */
  record StatusChanged(
      VideoId videoId,
      long number,
      Instant at,
      @Nullable VideoStatus from,
      VideoStatus to,
      @Nullable Failure failure)
      implements VideoEvent {
    @Override
    public void deliverTo(VideoListener listener) {
      listener.onStatusChanged(this);
    }
  }

  /**
   * The file was inspected.
   *
   * @param videoId the video
   * @param number the event's number
   * @param at when it happened
   * @param media what was found
   */
  record MediaInspected(VideoId videoId, long number, Instant at, MediaInfo media)
      implements VideoEvent {
    @Override
    public void deliverTo(VideoListener listener) {
      listener.onMediaInspected(this);
    }
  }

  /**
   * A task was claimed and is starting.
   *
   * @param videoId the video
   * @param number the event's number
   * @param at when it happened
   * @param generation which processing run of the video
   * @param step the step's name
   * @param part which part of the step, from 0
   * @param attempt which attempt, from 1
   * @param node the node that runs it
   */
  record TaskStarted(
      VideoId videoId,
      long number,
      Instant at,
      int generation,
      String step,
      int part,
      int attempt,
      String node)
      implements VideoEvent {
    @Override
    public void deliverTo(VideoListener listener) {
      listener.onTaskStarted(this);
    }
  }

  /**
   * A task succeeded.
   *
   * @param videoId the video
   * @param number the event's number
   * @param at when it happened
   * @param generation which processing run of the video
   * @param step the step's name
   * @param part which part of the step, from 0
   * @param attempt which attempt, from 1
   */
  record TaskSucceeded(
      VideoId videoId, long number, Instant at, int generation, String step, int part, int attempt)
      implements VideoEvent {
    @Override
    public void deliverTo(VideoListener listener) {
      listener.onTaskSucceeded(this);
    }
  }

  /**
   * An attempt at a task failed.
   *
   * @param videoId the video
   * @param number the event's number
   * @param at when it happened
   * @param generation which processing run of the video
   * @param step the step's name
   * @param part which part of the step, from 0
   * @param attempt which attempt, from 1
   * @param failure why
   * @param retryAt when it will be retried, or null if this was the last attempt
   */
  record TaskFailed(
      VideoId videoId,
      long number,
      Instant at,
      int generation,
      String step,
      int part,
      int attempt,
      Failure failure,
      @Nullable Instant retryAt)
      implements VideoEvent {
    @Override
    public void deliverTo(VideoListener listener) {
      listener.onTaskFailed(this);
    }
  }

  /**
   * A task asked to be run again later.
   *
   * @param videoId the video
   * @param number the event's number
   * @param at when it happened
   * @param generation which processing run of the video
   * @param step the step's name
   * @param part which part of the step, from 0
   * @param asks how often it has asked, from 1
   * @param dueAt when it will be run again
   */
  record TaskPostponed(
      VideoId videoId,
      long number,
      Instant at,
      int generation,
      String step,
      int part,
      int asks,
      Instant dueAt)
      implements VideoEvent {
    @Override
    public void deliverTo(VideoListener listener) {
      listener.onTaskPostponed(this);
    }
  }

  /**
   * An artifact was committed and can be read.
   *
   * @param videoId the video
   * @param number the event's number
   * @param at when it happened
   * @param artifact the artifact
   */
  record ArtifactAdded(VideoId videoId, long number, Instant at, Artifact artifact)
      implements VideoEvent {
    @Override
    public void deliverTo(VideoListener listener) {
      listener.onArtifactAdded(this);
    }
  }

  /**
   * A revision of ground truth was saved and is now the video's latest.
   *
   * @param videoId the video
   * @param number the event's number
   * @param at when it happened
   * @param revision the revision's number, from 1
   * @param state the state of its review
   * @param frames how many frames it covers
   * @param annotations how many annotations are on them
   * @param contentHash the hash of its content
   * @param by who made it, or null if an earlier release saved it
   */
  record GroundTruthSaved(
      VideoId videoId,
      long number,
      Instant at,
      int revision,
      ReviewState state,
      int frames,
      int annotations,
      String contentHash,
      @Nullable String by)
      implements VideoEvent {
    @Override
    public void deliverTo(VideoListener listener) {
      listener.onGroundTruthSaved(this);
    }
  }

  /**
   * The review state of a ground-truth revision changed.
   *
   * @param videoId the video
   * @param number the event's number
   * @param at when it happened
   * @param revision the revision's number, from 1
   * @param from its state before
   * @param to its state now
   * @param by the person who reviewed it, or null if it was with an earlier release
   */
  record GroundTruthReviewed(
      VideoId videoId,
      long number,
      Instant at,
      int revision,
      ReviewState from,
      ReviewState to,
      @Nullable String by)
      implements VideoEvent {
    @Override
    public void deliverTo(VideoListener listener) {
      listener.onGroundTruthReviewed(this);
    }
  }

  /**
   * What belongs to the video was edited.
   *
   * @param videoId the video
   * @param number the event's number
   * @param at when it happened
   * @param edit what was set
   */
  record VideoEdited(VideoId videoId, long number, Instant at, VideoEdit edit)
      implements VideoEvent {
    @Override
    public void deliverTo(VideoListener listener) {
      listener.onVideoEdited(this);
    }
  }
}
