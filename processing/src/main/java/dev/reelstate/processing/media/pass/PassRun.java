package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.frame.FrameLog;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.packaging.OutputBudget;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The state that all sides share in one run of a pass.
 *
 * @param plan the plan that is carried out
 * @param budget counts the bytes written
 * @param lanes the threads and the queues between them
 * @param scope owns all native resources that the sides open; closed after the lanes
 * @param warnings problems that did not spoil the result
 * @param position the position of the slowest watched lane, in media ticks
 * @param soundReached the position of the sound, in media ticks
 * @param sourceDone set when the source has been read to its end
 * @param frames notes the pictures one by one, or null if nobody asks for them
 */
record PassRun(
    PassPlan plan,
    OutputBudget budget,
    Lanes lanes,
    Scope scope,
    PassWarnings warnings,
    AtomicLong position,
    AtomicLong soundReached,
    AtomicBoolean sourceDone,
    @Nullable FrameLog frames) {

  static PassRun of(PassPlan plan, @Nullable FrameLog frames) {
    return new PassRun(
        plan,
        new OutputBudget(plan.limits().maxOutputBytes()),
        new Lanes(),
        new Scope(),
        new PassWarnings(),
        new AtomicLong(),
        new AtomicLong(),
        new AtomicBoolean(),
        frames);
  }

  /**
   * The counter for a lane: the position of the pass if the lane is watched, else an unused one.
   */
  AtomicLong positionIf(boolean watched) {
    return watched ? position : new AtomicLong();
  }

  /** The counter for the sound; without pictures, the sound is the watched lane. */
  AtomicLong soundPosition() {
    return plan.video().isEmpty() ? position : soundReached;
  }
}
