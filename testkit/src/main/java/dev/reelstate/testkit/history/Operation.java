package dev.reelstate.testkit.history;

import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.event.EventCursor;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Lease;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a process asks of a store: the calls that change it, and those that read events. The SPI
 * describes them.
 */
public sealed interface Operation {

  /** {@link dev.reelstate.spi.VideoCatalog#create}. */
  record Create(NewVideo video) implements Operation {}

  /** {@link dev.reelstate.spi.VideoCatalog#queue}. */
  record Queue(List<StoredVideo> videos) implements Operation {}

  /** {@link dev.reelstate.spi.VideoCatalog#change}. */
  record Change(Video seen, List<VideoChange> changes) implements Operation {}

  /** {@link dev.reelstate.spi.GroundTruthCatalog#save}. */
  record Save(VideoId id, String contentHash, ReviewState state, String by) implements Operation {}

  /** {@link dev.reelstate.spi.GroundTruthCatalog#change}. */
  record Review(GroundTruthRevision seen, ReviewState next, String by) implements Operation {}

  /** {@link dev.reelstate.spi.TaskQueue#claim}. */
  record Claim(Lease lease) implements Operation {}

  /**
   * {@link dev.reelstate.spi.TaskQueue#report} or {@link dev.reelstate.spi.TaskQueue#exchange}.
   *
   * @param reports how attempts ended
   * @param lease the lease to claim under, or null if nothing is to be claimed
   */
  record Report(List<TaskReport> reports, @Nullable Lease lease) implements Operation {}

  /** {@link dev.reelstate.spi.TaskQueue#progress}. */
  record Progress(List<dev.reelstate.task.Claim> claims) implements Operation {}

  /** {@link dev.reelstate.spi.NodeRegistry#join}. */
  record Join(String node, Duration duration) implements Operation {}

  /** {@link dev.reelstate.spi.NodeRegistry#renew}. */
  record Renew(Lease lease) implements Operation {}

  /** {@link dev.reelstate.spi.NodeRegistry#leave}. */
  record Leave(Lease lease) implements Operation {}

  /** {@link dev.reelstate.spi.NodeRegistry#giveBack}. */
  record GiveBack(Lease lease, Set<Long> except) implements Operation {}

  /** {@link dev.reelstate.spi.NodeRegistry#recover}. */
  record Recover() implements Operation {}

  /** {@link dev.reelstate.spi.EventLog#read}. */
  record Read(EventCursor from) implements Operation {}

  /** {@link dev.reelstate.spi.EventLog#cursor}. */
  record Cursor(String reader) implements Operation {}

  /** {@link dev.reelstate.spi.EventLog#advance}. */
  record Advance(String reader, EventCursor to) implements Operation {}
}
