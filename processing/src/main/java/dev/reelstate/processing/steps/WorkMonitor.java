package dev.reelstate.processing.steps;

import dev.reelstate.processing.worker.WorkerPool;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.StepContext;
import java.io.IOException;
import java.time.Duration;

/** Passes the reports of a worker on to the task's context. Used by one thread. */
final class WorkMonitor implements WorkerPool.Monitor {

  /** Waiting is no progress, but not a stall either. */
  private static final double SIGN_OF_LIFE = 1e-9;

  private final StepContext context;
  private final MediaStorage storage;
  private final boolean alone;
  private final Duration from;
  private final double whole;
  private double signs;
  private double begin;
  private double share = 1;

  /**
   * Creates a monitor.
   *
   * @param alone whether no other operation may run meanwhile
   * @param from where the operation begins, in presented time
   * @param whole its length, in bytes for an inspection and in milliseconds for a pass
   */
  WorkMonitor(StepContext context, MediaStorage storage, boolean alone, Duration from, long whole) {
    this.context = context;
    this.storage = storage;
    this.alone = alone;
    this.from = from;
    this.whole = Math.max(1, whole);
  }

  /** Says that the operation is only a part of its task, which has got so far before it. */
  WorkMonitor within(double begin, double end) {
    this.begin = begin;
    this.share = end - begin;
    return this;
  }

  @Override
  public boolean needsSolitude() {
    return alone;
  }

  @Override
  public void waiting() {
    signs += SIGN_OF_LIFE;
    context.progress(begin + signs);
  }

  @Override
  public void position(Duration presented) {
    progress(presented.minus(from).toMillis() / whole);
  }

  @Override
  public void bytesRead(long bytes) {
    progress(bytes / whole);
  }

  private void progress(double done) {
    context.progress(begin + share * Math.max(0, Math.min(1, done)));
  }

  @Override
  public void cpu(Duration used) {
    context.addCpu(used);
  }

  @Override
  public void mayGoOn() throws IOException {
    storage.requireRoom(0);
  }
}
