package dev.reelstate.processing.backfill;

import dev.reelstate.task.Failure;
import dev.reelstate.video.VideoId;
import java.util.Map;

/**
 * How far a backfill has come. Immutable and thread-safe.
 *
 * @param upToDate the number of videos that had everything, or have been completed by somebody else
 * @param queued the number of videos that were queued and are not settled yet
 * @param completed the number of videos that were queued and are completed
 * @param failed those that were queued and did not complete, with the reason; without one, if they
 *     were cancelled or deleted, they are among the refused
 * @param refused those that were left alone, with the reason: they are busy or have no original
 * @param isDone whether there is nothing left to do, or the backfill was cancelled
 */
public record BackfillProgress(
    long upToDate,
    long queued,
    long completed,
    Map<VideoId, Failure> failed,
    Map<VideoId, Failure> refused,
    boolean isDone) {

  /** Copies the maps. */
  public BackfillProgress {
    failed = Map.copyOf(failed);
    refused = Map.copyOf(refused);
  }
}
