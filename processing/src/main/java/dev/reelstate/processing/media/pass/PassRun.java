package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.packaging.OutputBudget;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all sides of one run of a pass share.
 *
 * @param plan what is made
 * @param budget counts what is written
 * @param lanes the threads and the queues between them
 * @param scope owns everything native that the sides open; it is closed after the lanes
 * @param warnings what went wrong without spoiling the result
 * @param position how far the slowest watched lane has come, in media ticks
 * @param soundReached how far the sound has come, in media ticks
 * @param sourceDone set when the source has been read to its end
 */
record PassRun(
    PassPlan plan,
    OutputBudget budget,
    Lanes lanes,
    Scope scope,
    PassWarnings warnings,
    AtomicLong position,
    AtomicLong soundReached,
    AtomicBoolean sourceDone) {

  static PassRun of(PassPlan plan) {
    return new PassRun(
        plan,
        new OutputBudget(plan.limits().maxOutputBytes()),
        new Lanes(),
        new Scope(),
        new PassWarnings(),
        new AtomicLong(),
        new AtomicLong(),
        new AtomicBoolean());
  }

  /** The counter of a lane that does or does not report how far the pass has come. */
  AtomicLong positionIf(boolean watched) {
    return watched ? position : new AtomicLong();
  }

  /** Where sound reports how far it has come; without pictures, it is the sound that is watched. */
  AtomicLong soundPosition() {
    return plan.video().isEmpty() ? position : soundReached;
  }
}
