package dev.reelstate.testkit.history;

import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.event.EventCursor;
import dev.reelstate.spi.Receipt;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a store answered to an {@link Operation}. */
public sealed interface Answer {

  /**
   * To {@link Operation.Create} and {@link Operation.Queue}.
   *
   * @param ids the videos, created now or before
   */
  record Created(List<VideoId> ids) implements Answer {}

  /**
   * To {@link Operation.Change}.
   *
   * @param video the video after the change, or null if somebody else was first
   */
  record Changed(@Nullable Video video) implements Answer {}

  /**
   * To {@link Operation.Save} and {@link Operation.Review}.
   *
   * @param revision the revision, or null if somebody else was first
   * @param isNew whether the call changed something
   */
  record Revised(@Nullable GroundTruthRevision revision, boolean isNew) implements Answer {}

  /**
   * To {@link Operation.Claim}, {@link Operation.Report} and {@link Operation.Progress}.
   *
   * @param receipts one for each report or claim, in their order
   * @param claims the tasks that the caller was given
   */
  record Worked(List<Receipt> receipts, List<Claim> claims) implements Answer {}

  /** To {@link Operation.Join}. */
  record Joined(Lease lease) implements Answer {}

  /** To {@link Operation.Renew}. */
  record Renewed(boolean isValid) implements Answer {}

  /**
   * To {@link Operation.GiveBack} and {@link Operation.Recover}.
   *
   * @param tasks how many tasks became free
   */
  record Freed(int tasks) implements Answer {}

  /** To {@link Operation.Read}. */
  record Batch(EventCursor.Batch batch) implements Answer {}

  /** To {@link Operation.Cursor}. */
  record Place(EventCursor cursor) implements Answer {}

  /** To operations that return nothing. */
  record Done() implements Answer {}
}
